# A small image that runs dtiscore as nobody in particular: docker run --rm -v "$PWD:/data" dtiscore score table.csv -w hdi-2022
FROM python:3.13.1-slim-bookworm AS build
WORKDIR /source
COPY . .
RUN python -m venv /opt/dtiscore && /opt/dtiscore/bin/pip install --no-cache-dir '.[parquet,stats]'

FROM python:3.13.1-slim-bookworm
COPY --from=build /opt/dtiscore /opt/dtiscore
ENV PATH=/opt/dtiscore/bin:$PATH PYTHONDONTWRITEBYTECODE=1
WORKDIR /data
USER 65534:65534
ENTRYPOINT ["dtiscore"]
CMD ["--help"]
