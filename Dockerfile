# Landbote in one image: the pages, and the workers, by their command.
FROM python:3.11-slim

RUN useradd --system --create-home --home-dir /var/lib/landbote landbote
WORKDIR /opt/landbote
COPY . .
# In place: the pages, samples and areas are read from where the code is.
RUN pip install --no-cache-dir --editable ".[oidc]"

USER landbote
WORKDIR /var/lib/landbote
ENV LANDBOTE_DATA_FOLDER=/var/lib/landbote \
    LANDBOTE_WEB_HOST=0.0.0.0
EXPOSE 8000
ENTRYPOINT ["landbote"]
CMD ["run"]
