# Landbote in one image: the pages, and the workers, by their command.
FROM python:3.11-slim

# By a number of its own: what an older image wrote is this one's, too.
RUN useradd --system --uid 800 --create-home --home-dir /var/lib/landbote landbote
WORKDIR /opt/landbote
# What Landbote stands on changes seldom; each package is held against its hash.
COPY deploy/requirements.lock deploy/
RUN pip install --no-cache-dir --require-hashes -r deploy/requirements.lock
COPY . .
# In place: the pages, samples and areas are read from where the code is.
RUN pip install --no-cache-dir --no-deps --no-build-isolation --editable .

USER landbote
WORKDIR /var/lib/landbote
ENV LANDBOTE_DATA_FOLDER=/var/lib/landbote \
    LANDBOTE_WEB_HOST=0.0.0.0 \
    PYTHONUNBUFFERED=1
EXPOSE 8000
ENTRYPOINT ["landbote"]
CMD ["run"]
