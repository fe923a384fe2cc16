"""A field for a role takes the roles that the NHS has, and no person, titled or not."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight_service.domain.personal_data import personal_data_in_role
from oversight_service.domain.role import is_role, name_in_role
from oversight_service.domain.role_words import AREAS, FAMILIAR, GIVEN_NAMES, JOINING, NAMES, SURNAMES

ROLES = """
Chief People Officer
Director of Nursing
WRES Expert
Freedom to Speak Up Guardian
Non-Executive Director
Head of Equality, Diversity and Inclusion
Deputy Chief Executive
Chair of the BME Staff Network
Chief Executive
CEO
Chair
Chairman of the Trust Board
Director of Workforce and Organisational Development
Executive Director of People & Culture
Associate Director of HR
Assistant Director, Medical Education
HR Business Partner
Head of Resourcing
Recruitment Manager
Medical Director
Chief Medical Officer
Chief Nursing Officer
Chief Nurse and Director of Infection Prevention and Control
Deputy Chief Nurse
Guardian of Safe Working Hours
Caldicott Guardian
Senior Independent Director
Company Secretary
Trust Secretary
Director of Corporate Affairs
Chief Operating Officer
Chief Finance Officer
Director of Finance, Estates and Facilities
Director of Strategy and Transformation
Director of Integrated Governance
Chief Allied Health Professional
Head of Midwifery
Ward Manager
Clinical Lead for Elective Recovery
Equality and Diversity Manager
EDI Lead
WRES lead (band 8a)
Talent Manager
Learning and Development Manager
Staff Side Chair
Trade Union Representative, UNISON
Remuneration Committee
People and Culture Committee Chair
Workforce Race Equality Standard Steering Group
BAME Network Co-Chair
Regional Director, North East and Yorkshire
ICB Chief People Officer
Managing Director
Head of Communications and Engagement
Head of Patient Experience
Head of Medicines Optimisation
Matron, Emergency Department
Consultant Psychiatrist
Lead Chaplain
Professional Lead for Occupational Therapy
Director of Quality & Safety
Staff Survey Coordinator
Inclusion Partner
Senior Responsible Owner
Programme Director, Greater Manchester
Vice-Chair
vice chair
director of people
CHIEF PEOPLE OFFICER
Cultural Ambassador
Chair's office
Governor
Council of Governors
People Directorate
Head of HR Services at St George's University Hospitals
Macmillan Lead Cancer Nurse
Head of Nursing, Women's and Children's Division
Nye Bevan Programme Lead
Director of Widening Participation
Medical Workforce Manager
Head of E-Rostering
Hepatitis C Lead Nurse
Director of Public Health
Chief Information Officer (CIO)
Lay member for patient and public involvement
Clinical Chair of the CCG
Accountable Officer
Accountable Emergency Officer
Head of People Analytics
Organisational development practitioner
Temporary Staffing Manager
Head of Employee Relations
Bank and Agency Lead
Employee Relations Case Manager
Race Equality Programme Manager
Freedom to speak up champions
Chief of Staff
Director of Infection Prevention & Control
Board Sponsor for Race Equality
NED champion for wellbeing
Executive sponsor of the REACH network
Director, Royal Victoria Infirmary
Head of HR, James Paget University Hospitals
Deputy Director of Human Resources, Barts Health NHS Trust
Divisional Director of Operations - Surgery
Senior Information Risk Owner (SIRO)
Director of Primary Care and Community Services
Service Manager - Musculoskeletal
Chief Pharmacist
Head of Podiatry
Associate Non Executive Director
Workforce Information Analyst
Head of Legal Services
Interim Chief People & Inclusion Officer
Group Chief People Officer
Site Director, Queen Elizabeth Hospital
Widening Access Lead
National Guardian's Office
General Manager, Children and Young People's Services
Head of Safeguarding
Postgraduate Dean
Undergraduate Medical Education Manager
Payroll and Pensions Manager
Director of Digital
Hospital Director
Head of Spiritual and Pastoral Care
Armed Forces Lead
Health and Wellbeing Guardian
Director of Partnerships
Approved Mental Health Professional
Locality Manager, Tower Hamlets
Crisis Resolution Home Treatment Team Leader
Head of Health Inequalities
Prevent Lead
LGBTQ+ Network Chair
Sustainability Manager
Librarian
Speech and Language Therapist
Porter Supervisor
Linen Room Manager
Head Gardener
Catering Manager
Chief Nursing Information Officer
Director of Improvement
QI Lead
Rota Coordinator
Switchboard Supervisor
Decontamination Manager
Fire Safety Officer
Head of Procurement
Home First Team Manager
Tissue Viability Nurse
Sickle Cell Nurse Specialist
Health Visitor
Mortuary Manager
Bed Manager
Flow Coordinator
Research Delivery Manager
Clinical Coding Manager
Maternity Voices Partnership Chair
Patient Safety Partner
Director of Culture
Head of Organisational Effectiveness
Health Roster Manager
Chief Digital Officer
CDO
Chief Clinical Information Officer
CCIO
Apprenticeship Manager
Head of Onboarding
Staff Engagement Lead
Anti-Racism Lead
Ethnic Minority Network Co-Lead
REACH Network Chair
Interfaith Lead
Chaplaincy Manager
Head of Bereavement
Director of Allied Health Professions
Head of Dietetics
Audiology Manager
Blood Transfusion Practitioner
Vaccination Programme Lead
Covid Lead
Learning Disability Nurse
Prison Healthcare Manager
CAMHS Service Manager
IAPT Lead
Head of Psychological Therapies
Older People's Services Director
Urgent Care Director
A&E Matron
ITU Sister
Theatre Manager
Sterile Services Manager
Hotel Services Manager
Medical Illustration Manager
Soft FM Lead
EPR Programme Director
Business Continuity Lead
Emergency Preparedness, Resilience and Response Lead
Legal and Claims Manager
Head of Counter Fraud
Local Counter Fraud Specialist
Speak Up Ambassador
Chief Strategy Officer
Turnaround Director
Improvement Director
Director of System Development
Lead Governor
Staff Governor
Appointed Governor
Joint Staff Side Secretary
Equality Impact Assessor
Overseas Recruitment Nurse
International Nurse Lead
Windrush Lead
Black History Month organiser
Career Coach
Coaching and Mentoring Lead
Reverse Mentoring Programme Manager
Just Culture Lead
Restorative Just Culture Guardian
Civility Champion
Dignity at Work Adviser
Contact Officer
Investigating Officer
Case Investigator
Disciplinary Panel Chair
Appraisal Lead
Job Planning Manager
Medical Staffing Manager
SAS Advocate
Director of Medical Education
Clinical Tutor
College Tutor
Foundation Programme Director
GP Partner
PCN Clinical Director
Practice Manager
Primary Care Workforce Lead
Training Hub Manager
Place Director
Locality Director
Alliance Director
Provider Collaborative Director
Convenor
Shop Steward
Safety Representative
Sexual Orientation and Gender Identity Lead
Moving and Handling Adviser
Resuscitation Officer
Outpatients Booking Manager
Waiting List Manager
Medical Records Manager
Bilingual Co-worker
Interpreting Services Manager
Head of Business Intelligence
Chief Data Officer
Data Protection Officer
Head of Cyber Security
Capital Projects Manager
Energy and Waste Manager
Head of Learning, Leadership and Talent
Staff Experience Lead
Retention Lead
Widening Participation Officer
Nursing Associate
Advanced Clinical Practitioner
Physician Associate
Pharmacy Technician
Operating Department Practitioner
Biomedical Scientist
Lead Cancer Clinician
Stroke Coordinator
Falls Prevention Lead
Dementia Lead
End of Life Care Facilitator
Perinatal Mental Health Lead
Named Nurse for Safeguarding Children
Designated Doctor
Responsible Officer
Approved Clinician
Head of Mental Health Legislation
Health Records Supervisor
Sessional GP
Community Matron
District Nurse Team Leader
School Nurse
Special Educational Needs Coordinator
Looked After Children Nurse
Domestic Abuse Coordinator
Violence Reduction Lead
Security Manager
Car Parking Manager
Volunteer Services Manager
Charity Director
Fundraising Manager
Arts Coordinator
Green Plan Lead
Net Zero Lead
Anchor Institution Lead
Social Value Manager
Supply Chain Manager
Contracts Manager
Costing Accountant
Head of Financial Planning
Treasury Manager
Internal Auditor
Audit Committee Chair
Quality Committee Chair
Senior Information Analyst
Clinical Audit Facilitator
Guidelines Officer
Policy Officer
Board Secretary
Executive Assistant
Personal Assistant to the Chief Executive
Business Support Officer
Graduate Management Trainee
Management Consultant
Insight Programme NED
Associate NED
Designate NED
Lay Member
Elected Member
Councillor
Public Governor
Patient Leader
Expert by Experience
Peer Support Worker
Recovery College Manager
Employment Specialist
Line managers
All line managers
Recruiting managers
Every executive director
Board members
The board
the executive team
Trust Management Group
""".strip().splitlines()

PEOPLE = """
Jane Smith
Director: John Doe
Priya Patel, Head of HR
Smith
Patel
jane smith
JANE SMITH
Chief People Officer Jane Smith
Chief People Officer (Adebayo Ogunleye)
Head of HR - Mohammed Khan
Mohammed Khan
Head of HR, Wojciech Szczesny
J. Smith, Director
J Fotheringay, Director
Zoë Müller
Siobhán O'Neill, Chair
Director O’Hagan
Director: 李明
Владимир, Chair
Chair: Ngozi
Ngozi (Head of EDI)
Jane's team
director jane smith
Chief Executive Thandiwe Makhubela
Head of People Oluwatobi Akinwande
Chair Krzysztof
Satpal Gill-Dhaliwal
Anne-Marie Duff, Chief Nurse
Medical Director Rajesh Venkataraman
Lead: Xiu Ying
Amrit Kaur and Deepa Singh
Chief Nurse, Ruth
Yvonne
Yvonne Coghill
Habib Naqvi, Policy Lead
Fatima
Lakshmi Narasimhan, WRES Expert
HR Director Tomasz Lewandowski
PA to Jane Smith
Office of Jane Smith
Jane_Smith Director
Jane Smith Hospital Manager
Chair Thabo Nkomo
Non-Executive Director Bartholomew Cuthbertson
Head of HR: Xolani Dlamini
Gurdeep, network lead
BME Network Chair — Kwabena Frimpong
Deputy: Miguel
""".strip().splitlines()

NO_ROLES = ("tbc", "x", "nobody", "1234", "...", "Ray of hope", "wren")
"""Texts that name neither a role nor, as far as can be told, a person."""


def refused(text: str) -> bool:
    return personal_data_in_role(text) is not None or not is_role(text)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_is_taken(role: str) -> None:
    assert name_in_role(role) is None
    assert not refused(role)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_person_is_refused(person: str) -> None:
    assert refused(person)


@pytest.mark.parametrize("text", NO_ROLES)
def test_what_names_no_role_is_none(text: str) -> None:
    assert not is_role(text)


@pytest.mark.parametrize("text", ["Director, jo.bloggs@nhs.net", "Dr Xolani, Director", "Director 020 7946 0000"])
def test_personal_data_of_other_kinds_is_refused_in_a_role_too(text: str) -> None:
    assert refused(text)


@given(
    st.sampled_from(ROLES), st.sampled_from(ROLES), st.sampled_from([" and ", ", ", "; ", " / ", " & ", " (", ": "])
)
def test_two_roles_are_taken_as_one_is(first: str, second: str, between: str) -> None:
    assert not refused(f"{first}{between}{second}")


@given(
    st.sampled_from(ROLES),
    st.sampled_from(sorted(GIVEN_NAMES)),
    st.sampled_from(sorted(SURNAMES)),
    st.sampled_from(
        ["{0} {1}", "{1}, {0}", "{0}: {1}", "{0} ({1})", "{1} – {0}", "{1} - {0}", "{0}\t{1}", "{1}/{0}"]
    ),
    st.sampled_from([str.title, str.lower, str.upper]),
)
def test_a_common_name_beside_a_role_is_refused(
    role: str, given_name: str, surname: str, how: str, case: Callable[[str], str]
) -> None:
    for person in (given_name, surname, f"{given_name} {surname}"):
        assert refused(how.format(role, case(person)))


@given(st.sampled_from(ROLES), st.from_regex(r"[A-Z][bcdfghjklmpqrstvxz]{3}[aeiou]{2}[xzq]", fullmatch=True))
def test_two_strange_words_with_capitals_are_a_person(role: str, strange: str) -> None:
    for person in (f"{strange} {strange}", f"Q. {strange}"):
        for text in (f"{role} {person}", f"{person}, {role}", f"{role}: {person}"):
            assert refused(text)
    assert not refused(f"{role}, {strange}")


def test_a_word_is_a_name_or_one_that_roles_are_made_of_and_not_both() -> None:
    assert not NAMES & (FAMILIAR | AREAS | JOINING)
    assert NAMES == GIVEN_NAMES | SURNAMES
