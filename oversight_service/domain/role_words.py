"""The words that NHS roles are made of, and common names that are no such word: what tells a role from a person.

Names that are ordinary words or NHS places too (Dean, Grant, Chelsea, Victoria) are left out on purpose: refusing an
honest role is worse than letting a rare name by. Lists are of small letters without accents.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


POSTS: Final = _words(
    """
    accountant adjudicator administrator adviser advisor advocate agent allies ally ambassador anaesthetist
    analyst apprentice architect assessor assistant associate associates auditor author board boards bodies body
    buddies buddy bureau cabinet carer ceo cfo chair chairman chairperson chairs chairwoman champion champions
    chancellor chaplain chief chiefs cio clerk clinician clinicians cmo cno coach coaches colleague colleagues
    commission commissioner commissioners committee consultant consultants controller convener convenor coo
    coordinator coordinators council councillor counsel counsellor cpo custodian dean deans delegate dentist
    department departments deputies deputy designer developer dietitian director directorate directors doctor
    doctors ea editor educator employees employer engineer epidemiologist evaluator examiner executive
    executives expert experts facilitator facilitators fellow fellows foreman forum forums founder governor
    governors group groups guardian guardians head heads holder hrbp hrd inspector inspectorate instructor
    interim investigator investigators keyworker lawyer lead leader leaders leadership leads lecturer liaison
    librarian magistrate management manager managers matron matrons md mediator member members mentor mentors
    midwife midwives minister monitor ned neds network networks nurse nurses observer office officer officers
    official ombudsman operator orderly organiser organizer owner owners pa panel panels paramedic partner
    partners patron pharmacist physician physicians physio physiotherapist planner player podiatrist porter
    portfolio practitioner practitioners president principal professor programmer psychiatrist psychologist
    radiographer receptionist recruiter registrar rep representative representatives reps researcher resident
    reviewer role roles scientist secondee secretariat secretary senior sister solicitor specialist specialists
    sponsor sponsors sro staff steward stewards student subgroup superintendent supervisor supervisors support
    surgeon surgeons surveyor taskforce teacher team teams technician technologist therapist therapists trainee
    trainer trainers treasurer trustee trustees tutor vice visitor volunteer volunteers vp vsm vsms warden
    watchdog worker workers workgroup
    """
)
"""What somebody or some group is: the nouns that a role turns on."""

FIELDS: Final = _words(
    """
    absence academic academy access accountability accountable acquisition acting action activity acute admin
    admissions adoption adult adults advanced advancement advice affairs after agency agenda ahp ahps allied
    ambulance analysis analytics appointed appointment appointments appraisal appraisals area areas armed arts
    aseptic asian assets assurance attraction audit authority autism bame band bands bank banking behaviour
    behavioural belonging benefits bereavement bilingual black blood bme booking brand budget building bullying
    business caldicott cancer capability capacity capital car cardiac care career careers caring case casework
    catering cell central centre challenge change children civil clinic clinical coaching commercial
    commissioning communication communications communities community complaints compliance conduct conflict
    contact continuity continuous contract contracts cooperation corporate counter counting county critical
    cultural culture customer cyber cycle data day deaf delivery demand dental dentistry dermatology desk
    development diabetes diagnostics dialogue digital dignity disability disabled discharge disciplinary
    disclosure district diverse diversity division divisional domain domestic domiciliary donor early ed edi
    education educational elderly elections elective emergency employee employment end endoscopy energy
    engagement engineering enterprise environment equal equalities equality equity escalation esr estate estates
    ethics ethnic ethnicity evaluation events evidence exec executive experience external facilities fair faith
    family field finance financial fire first flexible forces forensic forward foundation frailty framework
    freedom front frontline ftsu fund funding fundraising future gender general genetics geriatric global
    governance graduate green grievance growth gynaecology handling harassment head health healthcare
    healthwatch healthy hearing heritage high higher history home hospitality housing hr human imaging
    immunisation improvement incident inclusion inclusive independent induction industrial inequalities
    inequality infection informatics information infrastructure innovation inpatient insight inspection
    integrated integration intelligence intensive intermediate internal international interpreting
    investigations investment it job joint journey junior justice key knowledge laboratory labour language
    learning legacy legal legislation lgbt lgbtq liberty library life lifecycle line linen list lived local
    logistics long looked macmillan maintenance major male marketing maternity measurement media medical
    medicine medicines member memory mental mentoring mentorship middle midwifery mobilisation mobility model
    monitoring month months morale moving multi multicultural musculoskeletal muslim national neonatal net
    neurology new newborn next nhsp non nursing nutrition obstetrics occupational od official oncology online
    operating operational operations ophthalmology opportunities opportunity oral organ organisation
    organisational orthopaedic orthopaedics outcome outcomes outpatient outpatients outreach overseas oversight
    paediatric paediatrics palliative parity parking partnership partnerships pastoral pathology pathway
    pathways patient patients pay payroll peer pensions people performance perinatal permanent personal
    personnel pharmacy physical physiology place planning plastic pmo policy pool population positive post
    postgraduate ppi practice preparedness pressure prevent prevention primary prison private process
    procurement product professional professions programme programmes progress progression project projects
    promotion property protection psychology public purchasing qi quality race racial racism radiology
    recognition records recovery recruiting recruitment reform regional registered registration regulation
    regulatory rehabilitation relations relationship relationships religion remuneration renal reporting reports
    research resilience resource resources resourcing respect respiratory responsibility responsible restorative
    result resuscitation retail retention retired return revalidation review reward rewards right rights risk
    room rostering rota safe safeguarding safety school science scientific scrutiny search second secondary
    section sector security selection self service services seven sexual shadow shared shortlisting sickle
    sickness simulation site skills social specialised specialty sport stakeholder standard standards standing
    statistics sterile strategic strategy stroke sub succession supply surgery surgical sustainability system
    systems talent task teaching technical technology telephony temporary tertiary theatre theatres therapies
    third tissue top trade training transformation translation transplant transport trauma travel treatment
    turnaround twilight under undergraduate union unions unit up urgent user vaccination value values valuing
    vascular viability violence virtual visible volunteering vulnerable waiting ward wards waste wdes wellbeing
    white wide women work workers workforce working workplace world wound wres young youth zero
    """
)
"""What a role is about."""

BODIES: Final = _words(
    """
    alb assembly barts care ccg ccgs charity clinic collaborative college commission confederation cqc dh dhsc
    england federation foundation ft gmc government gp health hee hospice hospital hospitals icb icbs ico ics
    icss infirmary institute nhs nhse nhsei nhsi nmc partnership pcn pcns ppg provider providers rcn region
    royal stp stps trust trusts uk unison unite university
    """
)
"""What a role belongs to."""

AREAS: Final = _words(
    """
    bath bedfordshire berkshire birmingham black bradford brent brighton bristol britain buckinghamshire
    cambridge cambridgeshire camden cheshire city coast cornwall country coventry cumbria derby derbyshire devon
    dorset dudley durham ealing east eastern essex exeter gloucestershire greater hackney hampshire haringey
    herefordshire hertfordshire hounslow hull humber humberside islington kent kernow kingston lambeth
    lancashire lancaster leeds leicester leicestershire lewisham lincolnshire liverpool london luton manchester
    medway mersey merseyside mid midland midlands newcastle newham norfolk north northamptonshire northern
    northumberland northumbria nottingham nottinghamshire oxford oxfordshire peninsula plymouth portsmouth
    reading rutland salford sandwell scotland severn sheffield shropshire solent solihull somerset south
    southampton southern southwark staffordshire stoke suffolk sunderland surrey sussex swindon tees thames
    tower trent tyne vale wales walsall warwickshire wear west western wight wiltshire wolverhampton
    worcestershire york yorkshire
    """
)
"""Where a role is."""

JOINING: Final = _words(
    "a all an and as at by e for from in inc including of on or other our per the their to via with within"
)
"""Words that join others. Alone they make no role."""

EPONYMS: Final = (
    "Agnes Hunt",
    "Edward Jenner",
    "Elizabeth Garrett Anderson",
    "Florence Nightingale",
    "George Eliot",
    "James Cook",
    "James Paget",
    "Marie Curie",
    "Martin Luther King",
    "Mary Seacole",
    "Nye Bevan",
    "Robert Jones",
    "Rosalind Franklin",
    "Stephen Lawrence",
    "Sue Ryder",
    "William Harvey",
)
"""Hospitals, charities and programmes that are called after people. A role that names one names nobody."""

GIVEN_NAMES: Final = _words(
    """
    aaron abbie abdul abdullah abena abigail abiodun adaeze adam adebayo adeola adeyemi adrian agnieszka ahmad
    ahmed aisha ajay akua alan alastair alba albert aleksandra alexander ali alice alison ama amanda amara amina
    amir amit amrit amy ananya andrea andreea andrew andrzej angela angus anil anita anjali ann anna anne
    annette anthony antonio arjun arshad arthur asha ashok asif ayesha ayodele ayse babatunde balwinder barbara
    barry bartosz beata beatriz belinda ben benjamin bernadette bernard beth bethany beverley bilal blessing
    brenda brian bridget bronwen bukola callum cameron carlos caroline catherine cathy catriona cecilia chandra
    charles charlie charlotte cheryl chiamaka chidi chinedu chioma chloe chris christina christine christopher
    chukwuemeka ciara claire clare clement colin connor craig cynthia daniel daniela danielle darren dave david
    dawn debbie deborah deepa deepak deirdre denise dennis derek diana diane dimitri dinesh divya dominic donald
    donna doris dorothy douglas duncan edward eileen elaine eleanor elena eleni elizabeth ella ellen ellie emeka
    emily emma emmanuel eric esther ethan eva evelyn ewa farah farai farhan fatima fatimah fatma felicity fiona
    folake frances francesca francis fred frederick funmilayo gabriel gareth garry gary gavin geeta gemma geoff
    geoffrey george georgia georgina gerald gheorghe gillian giovanni gita giulia gloria gordon graeme graham
    gregory grzegorz gurdeep gurpreet gwen habib hamza hana hannah hardeep harjit harold harpreet harriet harry
    hasan hassan heather helen helena henry hilary hiroshi howard hugh hussain hussein ian ibrahim ifeoma imran
    indira ines ingrid ioana ionut irene isaac isabel isabella isabelle ishaan ivan jack jackie jacob jacqueline
    jagdeep jake jakub james jamie jane janet janice jason jaspreet jaswinder javed jayne jean jeff jeffrey
    jennifer jenny jeremy jessica jill joan joana joanna joanne joao joe joel johan john johnny jonathan jose
    joseph josephine josh joshua joyce juan judith julia julian julie kalpana karen karl karolina katarzyna kate
    katherine kathleen kathryn katie katy kavita kayode keith kelly ken kenneth kerry kevin khadija khalid
    kieran kim kiran kirsty kofi krzysztof kulwinder kwabena kwame kwasi lakshmi lara laura lauren lawrence
    leanne leila leon leonard lesley leslie liam lily linda ling lisa liz lorraine louis louise luca lucy luke
    lydia lynn lynne maciej magdalena mahmood malcolm malgorzata manish manjit manoj marcus marek margaret maria
    mariam marian marie marilyn marion marjorie martha martin martyn mary maryam matilda matteo matthew maureen
    maurice maxine meera megan mehmet mei melanie melissa mengting michael michal michelle miguel mihai mike
    miriam mohamed mohammad mohammed mohan moira molly monica monika moses muhammad mukesh munir mustafa nabila
    nadia nadine nancy naomi narinder nasreen natalie natasha nathan navdeep naveed ndidi neha neil nelson ngozi
    nguyet niamh nicholas nick nicola nicole nigel nikhil nina nisha nkechi noel noor nora norma norman obi
    obinna oliver olivia olu olumide oluwaseun oluwatobi omar oscar owen pamela parminder parveen patricia
    patrick paul paula pauline pavel pawel pedro peggy penelope peter petra philip philippa phillip phyllis
    piotr pippa pooja pradeep prakash praveen priti priya priyanka rachel radha rahul raj rajesh rajinder ralph
    ramesh rania rashid ravi raymond rebecca rekha renee richard rita rizwan robert roberta roberto roger ronald
    rosalind rosemary rosie ross rowena roy rubina rudo rui rukhsana rupert russell ruth ryan saima sajid sally
    salma sam samantha samina samira samuel sandeep sandra sangeeta sanjay sara sarah satish saul sean sebastian
    segun shabana shabnam shahid shakeel shaun shazia sheila shirley shreya siddharth sikander simon simone
    sinead siobhan sipho sofia sonia sophia sophie stacey stanislaw stefan stefania stella stephanie stephen
    steve steven stewart stuart sukhdeep sukhjit sunil sunita suresh surinder susan susanna suzanne sylvia
    szymon tahir tahira tania tanya tapiwa tariq temitope tendai terence teresa thabo thandiwe theresa thi
    thomas tim timothy tina titilayo toby tolulope tom tomasz tony tracey tracy tunde uchenna usha usman valerie
    vanessa vera veronica vicky vijay vikram vincent vinod violet vivek vivian vivienne waheed walter wanjiru
    wei wendy wilfred william wojciech xiao xolani yasmeen yasmin yaw yetunde yewande yuki yusuf yvette yvonne
    zafar zahid zahra zainab zara zoe zofia zubair
    """
)
"""Common given names of people in England that are no ordinary English word."""

SURNAMES: Final = _words(
    """
    abbott abdi abubakar acheampong adams adebayo adeyemi afolabi agarwal agyeman ahmed akhtar akinola ali allen
    anderson andrews ansah anwar appiah asante ashraf atkinson bailey balogun banerjee barnes begum bennett
    bhatt bhatti bloggs boateng bose bradley brooks bryant burke byrne campbell carr chakraborty chan chapman
    chatterjee chaudhry chen cheung choudhury chowdhury clarke clements coleman collins connolly cox cunningham
    das davidson davies davis dawson desai dhillon dixon doe doherty douglas doyle dubois dutta edwards elliott
    ellis evans eze farooq farrell ferguson fernandes fernandez fitzgerald fletcher gallagher garcia gibson gill
    gonzalez goswami grewal griffiths gupta hamilton haque harris harrison harvey hassan henderson higgins
    holmes hossain howe hughes hussain hussein ibrahim iqbal iyer jackson jain jenkins jha johnson johnston
    jones joseph joshi kamara kapoor kaur kelly kennedy khan khanna khatun kowalczyk kowalski kumar kuznetsov
    lawson lewandowski lewis li lim liu lopez macdonald mackenzie mahmood malik marshall martinez mason matthews
    mbeki mccarthy mcdonald mcgrath mcintyre mckenzie mehta mendoza menon mensah miah mills mishra mistry
    mitchell modi mohamed mohammed molloy moore morris morrison muhammad mukherjee mukhtar murphy murray musa
    nadeem naidoo nair nakamura naqvi nasir ncube ndlovu nguyen nkosi novak nowak nwosu obi obrien oconnor
    odonnell ofori ogunleye ohara okafor okeke okonkwo okoro olawale oneill onyango osei osman osullivan owusu
    papadopoulos parekh parmar parveen patel pathak pearson perez peters petrov phillips pillai popescu powell
    quinn qureshi rahman ramirez rana rao rashid reddy rehman reilly reynolds richards richardson roberts
    robertson robinson rodriguez rogers ross rossi rowe roy russell ryan saha sahota saleem salim sanchez
    sanders sandhu santos saunders schmidt scott sengupta shah shaikh sharma shaw shukla siddiqui sidhu silva
    simmons simpson singh sinha smith solanki spencer srinivasan stephens stevens stevenson stewart sullivan
    suzuki taylor thakur thapa thompson thomson tran trivedi turner usman varghese varma vaughan venkataraman
    wallace walsh wang warner watkins watson watts webb wilkinson williams williamson wilson wojcik wong xu
    yadav yang yusuf zaman zhang zhao zielinski
    """
)
"""Common surnames of people in England that are no ordinary English word."""

FAMILIAR: Final = POSTS | FIELDS | BODIES
"""Words of which at least one is in every role."""

NAMES: Final = (GIVEN_NAMES | SURNAMES) - FAMILIAR - AREAS - JOINING
"""Words that are a name wherever a role is meant."""
