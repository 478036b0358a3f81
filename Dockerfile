# Annotator as an image: one for the web and for the worker. See docs/deployment.md, "In containers".
FROM python:3.11-slim-bookworm AS packages
COPY requirements/run.txt requirements/cas.txt requirements/mcp.txt requirements/saml.txt \
    requirements/sentry.txt /requirements/
# Which of the extras the image has, by the names of their locks: without saml nobody signs in by it.
ARG EXTRAS="cas saml sentry"
RUN python -m venv /venv \
    && for lock in run $EXTRAS; do \
        /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes \
            --requirement "/requirements/$lock.txt" || exit 1; \
    done \
    && /venv/bin/pip uninstall --yes --quiet pip setuptools

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 annotator \
    && useradd --uid 10001 --gid annotator --no-create-home --home-dir /nonexistent annotator
COPY --from=packages /venv /venv
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
COPY LICENSE manage.py pyproject.toml ./
COPY deploy/gunicorn.conf.py deploy/healthy.py deploy/
COPY templates templates
COPY static static
COPY articles articles
COPY annotator annotator
# What is made once belongs to root: at run time nothing here is written. The settings are for this line.
RUN SECRET_KEY=of-nobody-and-for-as-long-as-the-image-is-made \
    DATABASE_URL=sqlite:////tmp/none.sqlite3 \
    ALLOWED_HOSTS=localhost \
    python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q annotator articles \
    && chmod -R a+rX .
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "deploy/healthy.py"]
# No shell between: SIGTERM reaches gunicorn.
CMD ["gunicorn", "annotator.wsgi", "-c", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000"]
