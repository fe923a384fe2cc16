# One image for every process of the product; the command names the program: "gateway serve", "indicators_service migrate".
FROM python:3.11-slim

WORKDIR /product

# The libraries change less often than the product, so they are a layer of their own. pip compiles what it installs.
COPY requirements.lock ./
RUN python -m pip install --no-cache-dir --disable-pip-version-check --root-user-action=ignore \
    --require-hashes -r requirements.lock

COPY . ./
# A cold import is two to four times slower from source, and the file system may be read-only when the product runs.
RUN python -m compileall -q . \
    && useradd --system --no-create-home --uid 10001 product \
    && install --directory --owner product /data

ENV PYTHONUNBUFFERED=1 \
    WRES_HOST=0.0.0.0 \
    WRES_DATA=/data
USER product
EXPOSE 8000
ENTRYPOINT ["python", "-m"]
CMD ["gateway", "serve"]
