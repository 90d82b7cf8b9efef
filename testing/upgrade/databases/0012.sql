CREATE SCHEMA drizzle;
CREATE SCHEMA pgboss;
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE TYPE pgboss.job_state AS ENUM (
    'created',
    'retry',
    'active',
    'completed',
    'cancelled',
    'failed'
);
CREATE FUNCTION pgboss.create_queue(queue_name text, options jsonb) RETURNS void
    LANGUAGE plpgsql
    AS $_$
    DECLARE
      tablename varchar := CASE WHEN options->>'partition' = 'true'
                            THEN 'j' || encode(sha224(queue_name::bytea), 'hex')
                            ELSE 'job_common'
                            END;
      queue_created_on timestamptz;
    BEGIN
      WITH q as (
        INSERT INTO pgboss.queue (
          name,
          policy,
          retry_limit,
          retry_delay,
          retry_backoff,
          retry_delay_max,
          expire_seconds,
          retention_seconds,
          deletion_seconds,
          warning_queued,
          dead_letter,
          partition,
          table_name,
          heartbeat_seconds,
          notify,
          created_on,
          updated_on
        )
        VALUES (
          queue_name,
          options->>'policy',
          COALESCE((options->>'retryLimit')::int, 2),
          COALESCE((options->>'retryDelay')::int, 0),
          COALESCE((options->>'retryBackoff')::bool, false),
          (options->>'retryDelayMax')::int,
          COALESCE((options->>'expireInSeconds')::int, 900),
          COALESCE((options->>'retentionSeconds')::int, 1209600),
          COALESCE((options->>'deleteAfterSeconds')::int, 604800),
          COALESCE((options->>'warningQueueSize')::int, 0),
          options->>'deadLetter',
          COALESCE((options->>'partition')::bool, false),
          tablename,
          (options->>'heartbeatSeconds')::int,
          COALESCE((options->>'notify')::bool, false),
          pgboss.job_now(),
          pgboss.job_now()
        )
        ON CONFLICT DO NOTHING
        RETURNING created_on
      )
      SELECT created_on into queue_created_on from q;
      IF queue_created_on IS NULL OR options->>'partition' IS DISTINCT FROM 'true' THEN
        RETURN;
      END IF;
      EXECUTE format('CREATE TABLE pgboss.%I (LIKE pgboss.job INCLUDING DEFAULTS)', tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD PRIMARY KEY (name, id)$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue (name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i11 ON pgboss.job (name, priority DESC, created_on, start_after) WHERE state < 'active' AND NOT blocked$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i4 ON pgboss.job (name, singleton_on, COALESCE(singleton_key, '')) WHERE state <> 'cancelled' AND singleton_on IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i7 ON pgboss.job (name, group_id) WHERE state = 'active' AND group_id IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i9 ON pgboss.job (name, id) WHERE blocking AND state = 'completed'$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i12 ON pgboss.job (source_root_id) WHERE source_root_id IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i13 ON pgboss.job (name, singleton_key) WHERE state = 'created' AND upsert_by_key$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i14 ON pgboss.job (name, state, blocked, start_after) WHERE state IN ('created', 'retry', 'active', 'failed')$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i15 ON pgboss.job (name, created_on)$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i16 ON pgboss.job (name, completed_on) WHERE completed_on IS NOT NULL$cmd$, tablename);
      EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i17 ON pgboss.job (name, singleton_key, created_on) WHERE state < 'active' AND singleton_key IS NOT NULL$cmd$, tablename);
      IF options->>'policy' = 'short' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i1 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'created' AND policy = 'short'$cmd$, tablename);
      ELSIF options->>'policy' = 'singleton' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i2 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state = 'active' AND policy = 'singleton'$cmd$, tablename);
      ELSIF options->>'policy' = 'stately' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i3 ON pgboss.job (name, state, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'stately'$cmd$, tablename);
      ELSIF options->>'policy' = 'exclusive' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i6 ON pgboss.job (name, COALESCE(singleton_key, '')) WHERE state <= 'active' AND policy = 'exclusive'$cmd$, tablename);
      ELSIF options->>'policy' = 'key_strict_fifo' THEN
        EXECUTE pgboss.job_table_format($cmd$CREATE UNIQUE INDEX job_i8 ON pgboss.job (name, singleton_key) WHERE state IN ('active', 'retry', 'failed') AND policy = 'key_strict_fifo'$cmd$, tablename);
        EXECUTE pgboss.job_table_format($cmd$CREATE INDEX job_i10 ON pgboss.job (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE state < 'active' AND NOT blocked AND policy = 'key_strict_fifo'$cmd$, tablename);
        EXECUTE pgboss.job_table_format($cmd$ALTER TABLE pgboss.job ADD CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK (NOT (policy = 'key_strict_fifo' AND singleton_key IS NULL))$cmd$, tablename);
      END IF;
      EXECUTE format('ALTER TABLE pgboss.%I ADD CONSTRAINT cjc CHECK (name=%L)', tablename, queue_name);
      EXECUTE format('ALTER TABLE pgboss.job ATTACH PARTITION pgboss.%I FOR VALUES IN (%L)', tablename, queue_name);
    END;
    $_$;
CREATE FUNCTION pgboss.delete_queue(queue_name text) RETURNS void
    LANGUAGE plpgsql
    AS $$
    DECLARE
      v_table varchar;
      v_partition bool;
    BEGIN
      
      SELECT table_name, partition
      FROM pgboss.queue
      WHERE name = queue_name
      INTO v_table, v_partition;
      IF v_partition THEN
        EXECUTE format('DROP TABLE IF EXISTS pgboss.%I', v_table);
      ELSE
        EXECUTE format('DELETE FROM pgboss.%I WHERE name = %L', v_table, queue_name);
      END IF;
    
      DELETE FROM pgboss.queue WHERE name = queue_name;
    END;
    $$;
CREATE FUNCTION pgboss.job_now() RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS $$
      SELECT pg_catalog.now();
    $$;
CREATE FUNCTION pgboss.job_table_format(command text, table_name text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS $_$
      SELECT format(
        regexp_replace(
          regexp_replace(command, '\.job\y', '.%1$I', 'g'),
          '\yjob_i(\d+)', '%1$s_i\1', 'g'
        ),
        table_name
      );
    $_$;
CREATE FUNCTION pgboss.job_table_run(command text, tbl_name text DEFAULT NULL::text, queue_name text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
    DECLARE
      tbl RECORD;
    BEGIN
      IF queue_name IS NOT NULL THEN
        SELECT table_name INTO tbl_name FROM pgboss.queue WHERE name = queue_name;
      END IF;
      IF tbl_name IS NOT NULL THEN
        EXECUTE pgboss.job_table_format(command, tbl_name);
        RETURN;
      END IF;
      EXECUTE pgboss.job_table_format(command, 'job_common');
      FOR tbl IN SELECT table_name FROM pgboss.queue WHERE partition = true
      LOOP
        EXECUTE pgboss.job_table_format(command, tbl.table_name);
      END LOOP;
    END;
    $$;
CREATE FUNCTION pgboss.job_table_run_async(command_name text, version integer, command text, tbl_name text DEFAULT NULL::text, queue_name text DEFAULT NULL::text) RETURNS void
    LANGUAGE plpgsql
    AS $$
    BEGIN
      IF queue_name IS NOT NULL THEN
        SELECT table_name INTO tbl_name FROM pgboss.queue WHERE name = queue_name;
      END IF;
      IF tbl_name IS NOT NULL THEN
        INSERT INTO pgboss.bam (name, version, status, queue, table_name, command)
        VALUES (
          command_name,
          version,
          'pending',
          queue_name,
          tbl_name,
          pgboss.job_table_format(command, tbl_name)
        );
        RETURN;
      END IF;
      INSERT INTO pgboss.bam (name, version, status, queue, table_name, command)
      SELECT
        command_name,
        version,
        'pending',
        NULL,
        'job_common',
        pgboss.job_table_format(command, 'job_common')
      UNION ALL
      SELECT
        command_name,
        version,
        'pending',
        queue.name,
        queue.table_name,
        pgboss.job_table_format(command, queue.table_name)
      FROM pgboss.queue
      WHERE partition = true;
    END;
    $$;
CREATE FUNCTION public.copy_login_activity() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  NEW."is_active" := coalesce((SELECT u."is_active" FROM "users" u WHERE u."id" = NEW."user_id"), true);
  RETURN NEW;
END
$$;
CREATE FUNCTION public.pass_on_hosting_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  has boolean;
  needs boolean;
BEGIN
  -- Two accounts of one customer may change at once: the second reads after the first has committed.
  PERFORM 1 FROM "customers" WHERE "id" = NEW."customer_id" FOR NO KEY UPDATE;
  SELECT count(*) FILTER (WHERE "status" <> 'terminated') > 0,
         count(*) FILTER (WHERE "status" IN ('failed', 'conflict', 'unknown')) > 0
    INTO has, needs FROM "hosting_accounts" WHERE "customer_id" = NEW."customer_id";
  UPDATE "customers" SET "has_hosting" = has, "needs_attention" = needs
   WHERE "id" = NEW."customer_id" AND ("has_hosting", "needs_attention") IS DISTINCT FROM (has, needs);
  RETURN NULL;
END
$$;
CREATE FUNCTION public.pass_on_login_activity() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE "customers" SET "is_active" = NEW."is_active" WHERE "user_id" = NEW."id";
  RETURN NULL;
END
$$;
CREATE FUNCTION public.refuse_audit_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are append-only';
END
$$;
CREATE TABLE drizzle.__drizzle_migrations (
    id integer NOT NULL,
    hash text NOT NULL,
    created_at bigint
);
CREATE SEQUENCE drizzle.__drizzle_migrations_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE drizzle.__drizzle_migrations_id_seq OWNED BY drizzle.__drizzle_migrations.id;
CREATE TABLE pgboss.bam (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    version integer NOT NULL,
    status text DEFAULT 'pending'::text NOT NULL,
    queue text,
    table_name text NOT NULL,
    command text NOT NULL,
    error text,
    created_on timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    started_on timestamp with time zone,
    completed_on timestamp with time zone
);
CREATE TABLE pgboss.instance (
    id uuid NOT NULL,
    name text,
    host text NOT NULL,
    pid integer NOT NULL,
    version text NOT NULL,
    node_version text NOT NULL,
    application_name text,
    heartbeat_seconds integer NOT NULL,
    supervise boolean NOT NULL,
    schedule boolean NOT NULL,
    migrate boolean NOT NULL,
    persist_queue_stats boolean NOT NULL,
    persist_warnings boolean NOT NULL,
    pool_max integer,
    pool_total integer,
    pool_idle integer,
    pool_waiting integer,
    workers jsonb DEFAULT '[]'::jsonb NOT NULL,
    metrics jsonb,
    config jsonb DEFAULT '{}'::jsonb NOT NULL,
    crash_restarts integer DEFAULT 0 NOT NULL,
    crash_restarts_since timestamp with time zone,
    started_on timestamp with time zone DEFAULT now() NOT NULL,
    heartbeat_on timestamp with time zone DEFAULT now() NOT NULL,
    stopped_on timestamp with time zone
);
CREATE TABLE pgboss.job (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    data jsonb,
    state pgboss.job_state DEFAULT 'created'::pgboss.job_state NOT NULL,
    retry_limit integer DEFAULT 2 NOT NULL,
    retry_count integer DEFAULT 0 NOT NULL,
    retry_delay integer DEFAULT 0 NOT NULL,
    retry_backoff boolean DEFAULT false NOT NULL,
    retry_delay_max integer,
    expire_seconds integer DEFAULT 900 NOT NULL,
    deletion_seconds integer DEFAULT 604800 NOT NULL,
    singleton_key text,
    singleton_on timestamp without time zone,
    group_id text,
    group_tier text,
    start_after timestamp with time zone DEFAULT now() NOT NULL,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    started_on timestamp with time zone,
    completed_on timestamp with time zone,
    keep_until timestamp with time zone DEFAULT (now() + '336:00:00'::interval) NOT NULL,
    output jsonb,
    dead_letter text,
    policy text,
    heartbeat_on timestamp with time zone,
    heartbeat_seconds integer,
    blocked boolean DEFAULT false NOT NULL,
    blocking boolean DEFAULT false NOT NULL,
    pending_dependencies integer DEFAULT 0 NOT NULL,
    source_name text,
    source_id uuid,
    source_created_on timestamp with time zone,
    source_retry_count integer,
    source_output jsonb,
    source_root_id uuid,
    trace_context jsonb,
    upsert_by_key boolean
)
PARTITION BY LIST (name);
CREATE TABLE pgboss.job_common (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    data jsonb,
    state pgboss.job_state DEFAULT 'created'::pgboss.job_state NOT NULL,
    retry_limit integer DEFAULT 2 NOT NULL,
    retry_count integer DEFAULT 0 NOT NULL,
    retry_delay integer DEFAULT 0 NOT NULL,
    retry_backoff boolean DEFAULT false NOT NULL,
    retry_delay_max integer,
    expire_seconds integer DEFAULT 900 NOT NULL,
    deletion_seconds integer DEFAULT 604800 NOT NULL,
    singleton_key text,
    singleton_on timestamp without time zone,
    group_id text,
    group_tier text,
    start_after timestamp with time zone DEFAULT now() NOT NULL,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    started_on timestamp with time zone,
    completed_on timestamp with time zone,
    keep_until timestamp with time zone DEFAULT (now() + '336:00:00'::interval) NOT NULL,
    output jsonb,
    dead_letter text,
    policy text,
    heartbeat_on timestamp with time zone,
    heartbeat_seconds integer,
    blocked boolean DEFAULT false NOT NULL,
    blocking boolean DEFAULT false NOT NULL,
    pending_dependencies integer DEFAULT 0 NOT NULL,
    source_name text,
    source_id uuid,
    source_created_on timestamp with time zone,
    source_retry_count integer,
    source_output jsonb,
    source_root_id uuid,
    trace_context jsonb,
    upsert_by_key boolean,
    CONSTRAINT job_key_strict_fifo_singleton_key_check CHECK ((NOT ((policy = 'key_strict_fifo'::text) AND (singleton_key IS NULL))))
);
CREATE TABLE pgboss.job_dependency (
    child_name text NOT NULL,
    child_id uuid NOT NULL,
    parent_name text NOT NULL,
    parent_id uuid NOT NULL
);
CREATE TABLE pgboss.queue (
    name text NOT NULL,
    policy text NOT NULL,
    retry_limit integer NOT NULL,
    retry_delay integer NOT NULL,
    retry_backoff boolean NOT NULL,
    retry_delay_max integer,
    expire_seconds integer NOT NULL,
    retention_seconds integer NOT NULL,
    deletion_seconds integer NOT NULL,
    dead_letter text,
    partition boolean NOT NULL,
    table_name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    blocked_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    warning_queued integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    retained_count integer,
    retained_on timestamp with time zone,
    created_delta integer DEFAULT 0 NOT NULL,
    completed_delta integer DEFAULT 0 NOT NULL,
    failed_delta integer DEFAULT 0 NOT NULL,
    delta_on timestamp with time zone,
    delta_seconds integer,
    wait_bins integer[],
    run_bins integer[],
    ready_oldest_seconds integer,
    ready_history integer[] DEFAULT '{}'::integer[] NOT NULL,
    heartbeat_seconds integer,
    notify boolean DEFAULT false NOT NULL,
    singletons_active text[],
    monitor_claim_on timestamp with time zone,
    monitor_on timestamp with time zone,
    maintain_on timestamp with time zone,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    updated_on timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT queue_check CHECK ((dead_letter IS DISTINCT FROM name))
);
CREATE TABLE pgboss.queue_stats (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    created_delta integer,
    completed_delta integer,
    failed_delta integer,
    delta_seconds integer,
    delta_on timestamp with time zone,
    wait_bins integer[],
    run_bins integer[],
    ready_oldest_seconds integer,
    captured_on timestamp with time zone DEFAULT now() NOT NULL
)
PARTITION BY RANGE (captured_on);
CREATE TABLE pgboss.queue_stats_20261130 (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    created_delta integer,
    completed_delta integer,
    failed_delta integer,
    delta_seconds integer,
    delta_on timestamp with time zone,
    wait_bins integer[],
    run_bins integer[],
    ready_oldest_seconds integer,
    captured_on timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE pgboss.queue_stats_20261201 (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    deferred_count integer DEFAULT 0 NOT NULL,
    queued_count integer DEFAULT 0 NOT NULL,
    ready_count integer DEFAULT 0 NOT NULL,
    active_count integer DEFAULT 0 NOT NULL,
    failed_count integer DEFAULT 0 NOT NULL,
    total_count integer DEFAULT 0 NOT NULL,
    created_delta integer,
    completed_delta integer,
    failed_delta integer,
    delta_seconds integer,
    delta_on timestamp with time zone,
    wait_bins integer[],
    run_bins integer[],
    ready_oldest_seconds integer,
    captured_on timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE pgboss.schedule (
    name text NOT NULL,
    key text DEFAULT ''::text NOT NULL,
    kind text DEFAULT 'cron'::text NOT NULL,
    cron text NOT NULL,
    timezone text DEFAULT 'UTC'::text,
    data jsonb,
    options jsonb,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    updated_on timestamp with time zone DEFAULT now() NOT NULL,
    last_job_id uuid,
    CONSTRAINT schedule_kind_check CHECK ((kind = ANY (ARRAY['cron'::text, 'rrule'::text])))
);
CREATE TABLE pgboss.subscription (
    event text NOT NULL,
    name text NOT NULL,
    created_on timestamp with time zone DEFAULT now() NOT NULL,
    updated_on timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE pgboss.version (
    version integer NOT NULL,
    cron_on timestamp with time zone,
    bam_on timestamp with time zone,
    flow_on timestamp with time zone,
    reindex_on timestamp with time zone,
    monitor_backoff_on timestamp with time zone
);
CREATE TABLE pgboss.warning (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    type text NOT NULL,
    message text NOT NULL,
    data jsonb,
    created_on timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.alerts (
    id uuid NOT NULL,
    server_id uuid NOT NULL,
    cause text NOT NULL,
    message text NOT NULL,
    done text NOT NULL,
    remedy text NOT NULL,
    opened_at timestamp(3) with time zone NOT NULL,
    closed_at timestamp(3) with time zone
);
CREATE TABLE public.attempts (
    id uuid NOT NULL,
    operation_id uuid NOT NULL,
    number integer NOT NULL,
    started_at timestamp(3) with time zone NOT NULL,
    ended_at timestamp(3) with time zone,
    outcome text,
    code text
);
CREATE TABLE public.audit_entries (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_kind text NOT NULL,
    actor_id uuid,
    actor_name text NOT NULL,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject_id uuid NOT NULL,
    before jsonb,
    after jsonb,
    request_id text
);
ALTER TABLE public.audit_entries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_entries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.credentials (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    account_id text NOT NULL,
    provider_id text NOT NULL,
    password text,
    access_token text,
    refresh_token text,
    id_token text,
    access_token_expires_at timestamp with time zone,
    refresh_token_expires_at timestamp with time zone,
    scope text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.customers (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    email text NOT NULL,
    full_name text NOT NULL,
    company_name text,
    search text GENERATED ALWAYS AS (lower(((((email || ' '::text) || full_name) || ' '::text) || COALESCE(company_name, ''::text)))) STORED NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    has_hosting boolean DEFAULT false NOT NULL,
    needs_attention boolean DEFAULT false NOT NULL
);
CREATE TABLE public.engine_pauses (
    id uuid NOT NULL,
    reason text,
    started_by text NOT NULL,
    started_at timestamp(3) with time zone NOT NULL,
    ended_by text,
    ended_at timestamp(3) with time zone
);
CREATE TABLE public.hosting_accounts (
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    server_id uuid NOT NULL,
    username text NOT NULL,
    email text NOT NULL,
    package_id jsonb,
    marker text NOT NULL,
    status text NOT NULL,
    holds_slot boolean NOT NULL,
    panel_user_id text,
    verified boolean DEFAULT false NOT NULL,
    suspend_reasons jsonb DEFAULT '[]'::jsonb NOT NULL,
    password_sealed text,
    password_set_by_us boolean DEFAULT true NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    quarantined_until timestamp(3) with time zone,
    password_expires_at timestamp(3) with time zone
);
CREATE TABLE public.idempotency_keys (
    actor_key text NOT NULL,
    key text NOT NULL,
    request_hash text NOT NULL,
    refs jsonb NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE public.installation (
    "only" boolean DEFAULT true NOT NULL,
    id uuid NOT NULL,
    epoch integer DEFAULT 1 NOT NULL,
    setup_token_hash text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    fingerprint text,
    standing text DEFAULT 'recognised'::text NOT NULL,
    standing_since timestamp(3) with time zone
);
CREATE TABLE public.operation_events (
    id bigint NOT NULL,
    operation_id uuid NOT NULL,
    at timestamp(3) with time zone NOT NULL,
    event text NOT NULL,
    message text NOT NULL,
    detail jsonb
);
ALTER TABLE public.operation_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.operation_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.operations (
    id uuid NOT NULL,
    account_id uuid NOT NULL,
    server_id uuid NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    input jsonb NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    absent_looks integer DEFAULT 0 NOT NULL,
    deferrals integer DEFAULT 0 NOT NULL,
    panel_user_id_seen text,
    next_attempt_at timestamp(3) with time zone,
    error jsonb,
    lease_token uuid,
    lease_until timestamp(3) with time zone,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    ended_at timestamp(3) with time zone,
    retried_at timestamp(3) with time zone,
    interruptions integer DEFAULT 0 NOT NULL,
    stopped_by_trouble boolean DEFAULT false NOT NULL,
    trouble_stops integer DEFAULT 0 NOT NULL
);
CREATE TABLE public.password_links (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    token_hash text NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL,
    created_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.rate_limits (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    key text NOT NULL,
    count integer NOT NULL,
    last_request bigint NOT NULL
);
CREATE TABLE public.reconciliation_findings (
    id uuid NOT NULL,
    reconciliation_id uuid NOT NULL,
    kind text NOT NULL,
    account_id uuid,
    username text NOT NULL,
    panel_user_id text,
    found_under jsonb NOT NULL,
    field text,
    ours text,
    on_panel text,
    message text NOT NULL,
    remedy text NOT NULL,
    actions jsonb NOT NULL,
    resolved_action text,
    resolved_by text,
    resolved_at timestamp(3) with time zone,
    operation_id uuid
);
CREATE TABLE public.reconciliations (
    id uuid NOT NULL,
    server_id uuid NOT NULL,
    started_by text NOT NULL,
    started_at timestamp(3) with time zone NOT NULL,
    ended_at timestamp(3) with time zone NOT NULL,
    complete boolean NOT NULL,
    why text,
    believed integer NOT NULL,
    vanished integer NOT NULL,
    braked boolean NOT NULL,
    confirmed_by text,
    confirmed_at timestamp(3) with time zone,
    on_panel integer NOT NULL,
    strangers integer NOT NULL,
    strangers_sample jsonb NOT NULL,
    capacity integer NOT NULL,
    left_out integer NOT NULL,
    findings_left_out integer NOT NULL,
    notes jsonb NOT NULL
);
CREATE TABLE public.server_checks (
    id bigint NOT NULL,
    server_id uuid NOT NULL,
    at timestamp(3) with time zone NOT NULL,
    asked_by text NOT NULL,
    verdict text NOT NULL,
    duration_ms integer NOT NULL,
    failed text,
    message text
);
ALTER TABLE public.server_checks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.server_checks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.servers (
    id uuid NOT NULL,
    name text NOT NULL,
    driver text NOT NULL,
    base_url text NOT NULL,
    location text,
    capacity integer NOT NULL,
    mode text DEFAULT 'active'::text NOT NULL,
    status text DEFAULT 'unchecked'::text NOT NULL,
    status_message text,
    last_checks jsonb,
    offline_checks integer DEFAULT 0 NOT NULL,
    last_checked_at timestamp(3) with time zone,
    api_key_sealed text NOT NULL,
    api_secret_sealed text NOT NULL,
    api_key_hash text NOT NULL,
    api_key_hint text NOT NULL,
    removed_at timestamp(3) with time zone,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    online_checks integer DEFAULT 0 NOT NULL,
    next_check_at timestamp(3) with time zone,
    paused_at timestamp(3) with time zone,
    paused_by text,
    paused_reason text,
    resumed_at timestamp(3) with time zone,
    breaker text DEFAULT 'closed'::text NOT NULL,
    breaker_changed_at timestamp(3) with time zone,
    breaker_failures integer DEFAULT 0 NOT NULL,
    breaker_operation_id uuid,
    breaker_probe_at timestamp(3) with time zone,
    breaker_probes integer DEFAULT 0 NOT NULL,
    breaker_lanes integer DEFAULT 0 NOT NULL,
    key_changed_at timestamp(3) with time zone,
    ca_certificate text
);
CREATE TABLE public.sessions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    token text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ip_address text,
    user_agent text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.users (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    role text NOT NULL,
    email text NOT NULL,
    name text NOT NULL,
    email_verified boolean DEFAULT false NOT NULL,
    image text,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE public.verifications (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    identifier text NOT NULL,
    value text NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY pgboss.job ATTACH PARTITION pgboss.job_common DEFAULT;
ALTER TABLE ONLY pgboss.queue_stats ATTACH PARTITION pgboss.queue_stats_20261130 FOR VALUES FROM ('2026-11-30 00:00:00+00') TO ('2026-12-01 00:00:00+00');
ALTER TABLE ONLY pgboss.queue_stats ATTACH PARTITION pgboss.queue_stats_20261201 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2026-12-02 00:00:00+00');
ALTER TABLE ONLY drizzle.__drizzle_migrations ALTER COLUMN id SET DEFAULT nextval('drizzle.__drizzle_migrations_id_seq'::regclass);
INSERT INTO drizzle.__drizzle_migrations VALUES (1, '2656ffbbae45a52f1a825c69b9a769702cc96008472752eb6d0ee5efc55bed16', 1795456390310);
INSERT INTO drizzle.__drizzle_migrations VALUES (2, '979b98712a20dba07ce4f2f2a40e980fac4f97c3eadb430b7edad48b8ff128ee', 1795456390968);
INSERT INTO drizzle.__drizzle_migrations VALUES (3, '53de9fefd82c3d60120eaf6ff6f8fca74e7d8eedc66e2e2714d8ea9618da022c', 1795458351754);
INSERT INTO drizzle.__drizzle_migrations VALUES (4, 'fd6eadf3c673c06c56147d7b67854df9cbd2495b3d0e380d20c21443bc3fad60', 1795459624285);
INSERT INTO drizzle.__drizzle_migrations VALUES (5, 'ea367c462a83250390f7c3f6f65bb2c8fd6c6abbe3df745c6d410f4a79d0a72e', 1795460229538);
INSERT INTO drizzle.__drizzle_migrations VALUES (6, 'dba5a2d05c433afa2ae75ac74f504a5e7c7396e18790eae784b2b448e53f31fc', 1795460295253);
INSERT INTO drizzle.__drizzle_migrations VALUES (7, 'b8674a93abc591d577348f1366eb42af2ff30dc7e8b5109bc853a6998f19afe9', 1795460602805);
INSERT INTO drizzle.__drizzle_migrations VALUES (8, 'c8b38f1f0f76812f73918022372c04389d0d4d0f69b3ae038faa8389fd4d367a', 1795460710907);
INSERT INTO drizzle.__drizzle_migrations VALUES (9, '4111a998e6a25efa01896c67710d725a02f5da7d9bd1844f3c508056a6e73b52', 1795466564605);
INSERT INTO drizzle.__drizzle_migrations VALUES (10, '3cab1191bd01f0541b763d82022f71f11fb4f62868283d3739c56685655c1669', 1795467036071);
INSERT INTO drizzle.__drizzle_migrations VALUES (11, 'b8e31e8554bfe53bdd2e40d3eaceba4a922ded4699331c13adcdead8fd0d525c', 1795467256350);
INSERT INTO drizzle.__drizzle_migrations VALUES (12, 'f95ec340824bdecb328366160fa9965f46822e31b7243fc76f0f804aeccc3d39', 1795468021820);
INSERT INTO drizzle.__drizzle_migrations VALUES (13, 'add14b5d8c9a340b17b2cf23177239e5c9bf756816faf9fcbc77f268362f0028', 1795468689791);
INSERT INTO pgboss.job_common VALUES ('6fe381a2-7db2-49c6-a813-7d41f7d92071', 'operation.run', 0, '{"operationId": "01a22b3d-dfca-7000-bbe1-95e25cbe5632"}', 'completed', 20, 0, 1, true, 60, 900, 600, '01a22b3d-dfe9-7000-9452-166000ac3c5f', NULL, NULL, NULL, '2026-11-30 06:56:44.845907+00', '2026-11-30 06:56:44.845907+00', '2026-11-30 06:56:45.103077+00', '2026-11-30 06:56:45.142447+00', '2026-12-14 06:56:44.845907+00', NULL, NULL, 'singleton', '2026-11-30 06:56:45.103077+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.job_common VALUES ('da312443-983b-4320-9ea9-aebba73bf44d', 'operation.run', 0, '{"operationId": "01a22b3d-e41b-7000-bb98-6e372e966885"}', 'completed', 20, 0, 1, true, 60, 900, 600, '01a22b3d-e429-7000-9923-c7e620bc04a8', NULL, NULL, NULL, '2026-11-30 06:56:46.036815+00', '2026-11-30 06:56:46.036815+00', '2026-11-30 06:56:46.151892+00', '2026-11-30 06:56:46.16477+00', '2026-12-14 06:56:46.036815+00', NULL, NULL, 'singleton', '2026-11-30 06:56:46.151892+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.job_common VALUES ('648ac7a6-5812-41a7-8d23-f3987d53f024', 'operation.run', 0, '{"operationId": "01a22b3d-e627-7000-9718-30e497c6b6ed"}', 'completed', 20, 0, 1, true, 60, 900, 600, '01a22b3d-e638-7000-b972-6f9257b04396', NULL, NULL, NULL, '2026-11-30 06:56:46.614577+00', '2026-11-30 06:56:46.614577+00', '2026-11-30 06:56:46.675299+00', '2026-11-30 06:56:46.693958+00', '2026-12-14 06:56:46.614577+00', NULL, NULL, 'singleton', '2026-11-30 06:56:46.675299+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.job_common VALUES ('6e9edbcb-bc78-4358-b16c-7168288adce8', 'operation.run', 0, '{"operationId": "01a22b3d-ea5c-7000-bdb6-39e2f785cd61"}', 'completed', 20, 0, 1, true, 60, 900, 600, '01a22b3d-ea79-7000-ad9c-4290624d78d1', NULL, NULL, NULL, '2026-11-30 06:56:47.634453+00', '2026-11-30 06:56:47.634453+00', '2026-11-30 06:56:47.783016+00', '2026-11-30 06:56:47.820197+00', '2026-12-14 06:56:47.634453+00', NULL, NULL, 'singleton', '2026-11-30 06:56:47.783016+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.job_common VALUES ('6680f993-3bf3-45ba-8415-18636497f9ba', 'operation.run', 0, '{"operationId": "01a22b3d-ea5c-7000-bdb6-39e2f785cd61"}', 'completed', 20, 0, 1, true, 60, 900, 600, '01a22b3d-ecbf-7000-9971-72478aa04a16', NULL, NULL, NULL, '2026-11-30 06:56:48.471+00', '2026-11-30 06:56:48.275484+00', '2026-11-30 06:56:48.795437+00', '2026-11-30 06:56:48.832568+00', '2026-12-14 06:56:48.471+00', NULL, NULL, 'singleton', '2026-11-30 06:56:48.795437+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.job_common VALUES ('b160af63-cc65-4207-a0b8-b1b56d2f814a', 'alert.deliver', 0, '{"event": "alert.opened", "alertId": "01a22b3d-eeb4-7000-9b73-4721df585761"}', 'retry', 20, 0, 1, true, 60, 900, 600, '01a22b3d-eec8-7000-a595-7f41c2a223ad', NULL, NULL, NULL, '2026-11-30 06:56:50.792424+00', '2026-11-30 06:56:48.789833+00', '2026-11-30 06:56:48.895388+00', NULL, '2026-12-14 06:56:48.789833+00', '{"name": "Error", "stack": "Error: The job failed; the log says why.\n    at handleLogged (file:///server/platform/jobs/workers.ts:39:11)\n    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)\n    at async file:///server/platform/jobs/workers.ts:27:7", "message": "The job failed; the log says why."}', NULL, 'singleton', NULL, 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.job_common VALUES ('365adb61-1c08-4fad-a3b6-906d8d259b94', 'operation.run', 0, '{"operationId": "01a22b3d-f04e-7000-b9c4-737c918ec5ce"}', 'completed', 20, 0, 1, true, 60, 900, 600, '01a22b3d-f098-7000-90ee-bc34a9f9f596', NULL, NULL, NULL, '2026-11-30 06:56:49.113406+00', '2026-11-30 06:56:49.113406+00', '2026-11-30 06:56:49.351265+00', '2026-11-30 06:56:49.595372+00', '2026-12-14 06:56:49.113406+00', NULL, NULL, 'singleton', '2026-11-30 06:56:49.351265+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.job_common VALUES ('e35ccb0a-bcd2-4ba7-a5f9-f15f8412735f', 'operation.run', 0, '{"operationId": "01a22b3d-ea5c-7000-bdb6-39e2f785cd61"}', 'completed', 20, 0, 1, true, 60, 900, 600, '01a22b3d-f100-7000-9ed7-712ab8a3fea9', NULL, NULL, NULL, '2026-11-30 06:56:49.549+00', '2026-11-30 06:56:49.352691+00', '2026-11-30 06:56:49.605057+00', '2026-11-30 06:56:49.631061+00', '2026-12-14 06:56:49.549+00', NULL, NULL, 'singleton', '2026-11-30 06:56:49.605057+00', 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.queue VALUES ('operation.run', 'singleton', 20, 1, true, 60, 900, 1209600, 600, NULL, false, 'job_common', 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, '{}', 10, true, NULL, NULL, NULL, NULL, '2026-11-30 06:56:42.433927+00', '2026-11-30 06:56:42.445324+00');
INSERT INTO pgboss.queue VALUES ('alert.deliver', 'singleton', 20, 1, true, 60, 900, 1209600, 600, NULL, false, 'job_common', 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, '{}', 10, true, NULL, NULL, NULL, NULL, '2026-11-30 06:56:42.448895+00', '2026-11-30 06:56:42.45327+00');
INSERT INTO pgboss.version VALUES (46, NULL, '2026-11-30 06:56:42.589059+00', '2026-11-30 06:56:47.592706+00', NULL, NULL);
INSERT INTO public.alerts VALUES ('01a22b3d-eeb4-7000-9b73-4721df585761', '01a22b3d-dc8f-7000-b54f-953ab648ba59', 'unreachable', 'Second server is offline: 127.0.0.1 port 21614 refused the connection: nothing listens there. Nothing was sent. Check that the panel is running and that the port in the Base URL is right.', 'It gets no new accounts. Its operations are tried again by themselves.', 'Look at the server, and at the network in between. It is asked again by itself.', '2026-11-30 06:56:48.79+00', NULL);
INSERT INTO public.attempts VALUES ('01a22b3d-e155-7000-8d07-9163b8c0d593', '01a22b3d-dfca-7000-bbe1-95e25cbe5632', 1, '2026-11-30 06:56:45.374+00', '2026-11-30 06:56:45.626+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b3d-e4d6-7000-b097-8b70567e451b', '01a22b3d-e41b-7000-bb98-6e372e966885', 1, '2026-11-30 06:56:46.291+00', '2026-11-30 06:56:46.365+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b3d-e69e-7000-a7fe-463a0c1a6f63', '01a22b3d-e627-7000-9718-30e497c6b6ed', 1, '2026-11-30 06:56:46.747+00', '2026-11-30 06:56:46.793+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b3d-eb9d-7000-95ba-41bdb872d61a', '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', 1, '2026-11-30 06:56:48.023+00', '2026-11-30 06:56:48.106+00', 'unknown', 'panel-error');
INSERT INTO public.attempts VALUES ('01a22b3d-ef9a-7000-8d56-4c1258b103ec', '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', 2, '2026-11-30 06:56:49.047+00', '2026-11-30 06:56:49.112+00', 'unknown', 'panel-error');
INSERT INTO public.attempts VALUES ('01a22b3d-f2a5-7000-aea5-29bbe5cc31e4', '01a22b3d-f04e-7000-b9c4-737c918ec5ce', 1, '2026-11-30 06:56:49.82+00', NULL, NULL, NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-30 06:56:42.595+00', 'system', NULL, 'settings', 'staff.create', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', NULL, '{"email": "admin@example.com", "fullName": "Administrator", "password": true}', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-30 06:56:43.423+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'server.add', 'server', '01a22b3d-d99f-7000-94f6-1f14f66d6e6b', NULL, '{"name": "First server", "apiKey": true, "driver": "nextpanel", "baseUrl": "http://127.0.0.1:21613", "capacity": 100, "location": null, "authorities": []}', '01a22b3d-d985-7000-b9f9-9a7ab56d9130');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (3, '2026-11-30 06:56:44.175+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'server.add', 'server', '01a22b3d-dc8f-7000-b54f-953ab648ba59', NULL, '{"name": "Second server", "apiKey": true, "driver": "nextpanel", "baseUrl": "http://127.0.0.1:21614", "capacity": 100, "location": null, "authorities": []}', '01a22b3d-dc3b-7000-896f-f3262f302997');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (4, '2026-11-30 06:56:44.846+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'customer.create', 'customer', '01a22b3d-df2e-7000-9bde-a027bb9a887d', NULL, '{"email": "anna@example.com", "fullName": "Customer anna", "isActive": true, "password": true, "companyName": null}', '01a22b3d-dea4-7000-9f23-9ade6393c0e7');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (5, '2026-11-30 06:56:44.983+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3d-dfb7-7000-9e3f-6b77814caaee', NULL, '{"email": "anna@example.com", "password": true, "serverId": "01a22b3d-d99f-7000-94f6-1f14f66d6e6b", "username": "anna", "customerId": "01a22b3d-df2e-7000-9bde-a027bb9a887d"}', '01a22b3d-dea4-7000-9f23-9ade6393c0e7');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (6, '2026-11-30 06:56:46.037+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'customer.create', 'customer', '01a22b3d-e3d5-7000-89c5-913a38c2aa91', NULL, '{"email": "berta@example.com", "fullName": "Customer berta", "isActive": true, "password": true, "companyName": null}', '01a22b3d-e33d-7000-b5c0-a9458377900d');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (7, '2026-11-30 06:56:46.094+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3d-e40e-7000-b9e0-fad70c4efe6f', NULL, '{"email": "berta@example.com", "password": true, "serverId": "01a22b3d-d99f-7000-94f6-1f14f66d6e6b", "username": "berta", "customerId": "01a22b3d-e3d5-7000-89c5-913a38c2aa91"}', '01a22b3d-e33d-7000-b5c0-a9458377900d');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (8, '2026-11-30 06:56:46.662+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'hosting-account.suspend', 'hosting-account', '01a22b3d-e40e-7000-b9e0-fad70c4efe6f', '{"suspendReasons": []}', '{"note": null, "reason": "abuse"}', '01a22b3d-e5c7-7000-b7d1-220651ad69c4');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (9, '2026-11-30 06:56:47.101+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'customer.create', 'customer', '01a22b3d-e7fd-7000-83c4-0c8bbef05912', NULL, '{"email": "carla@example.com", "fullName": "Customer carla", "isActive": true, "password": true, "companyName": null}', '01a22b3d-e7b9-7000-8131-2700c1c7019f');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (10, '2026-11-30 06:56:47.636+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'customer.create', 'customer', '01a22b3d-ea13-7000-8e7f-7922212bbfef', NULL, '{"email": "emil@example.com", "fullName": "Customer emil", "isActive": true, "password": true, "companyName": null}', '01a22b3d-e86b-7000-a64e-e7fa78e58e93');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (11, '2026-11-30 06:56:47.699+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3d-ea53-7000-90cc-aba53416d7fa', NULL, '{"email": "emil@example.com", "password": true, "serverId": "01a22b3d-d99f-7000-94f6-1f14f66d6e6b", "username": "emil", "customerId": "01a22b3d-ea13-7000-8e7f-7922212bbfef"}', '01a22b3d-e86b-7000-a64e-e7fa78e58e93');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (12, '2026-11-30 06:56:49.114+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'customer.create', 'customer', '01a22b3d-efda-7000-b7ca-cc9c1cc0ec92', NULL, '{"email": "dora@example.com", "fullName": "Customer dora", "isActive": true, "password": true, "companyName": null}', '01a22b3d-ef42-7000-a93a-d46a1b4ff03b');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (13, '2026-11-30 06:56:49.207+00', 'staff', '01a22b3d-d663-7000-a751-7ffc8af74137', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3d-f037-7000-a9c7-cf76e86e4f1c', NULL, '{"email": "dora@example.com", "password": true, "serverId": "01a22b3d-d99f-7000-94f6-1f14f66d6e6b", "username": "dora", "customerId": "01a22b3d-efda-7000-b7ca-cc9c1cc0ec92"}', '01a22b3d-ef42-7000-a93a-d46a1b4ff03b');
INSERT INTO public.credentials VALUES ('6838d158-a407-48ce-a485-95ac4f0c7cca', '01a22b3d-d663-7000-a751-7ffc8af74137', '01a22b3d-d663-7000-a751-7ffc8af74137', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$2wUVMjcys0Gp7Iytzojozw$sKQKizfphL2I+4x/Cgx5zWMgBFBdDi64dBjrcoTnEmo', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:56:42.595+00', '2026-11-30 06:56:42.595+00');
INSERT INTO public.credentials VALUES ('27046a36-6324-477e-bda2-29685c3f49da', '01a22b3d-df2e-7001-96c0-7ef98939d38b', '01a22b3d-df2e-7001-96c0-7ef98939d38b', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$Bv+Yi0ep0OUpbU3JZh5F+A$FfVlzXHdi4nex9sSt413aT1R6SeLEwhKf4921OBe3kE', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:56:44.846+00', '2026-11-30 06:56:44.846+00');
INSERT INTO public.credentials VALUES ('4c441e4f-8372-445a-be0c-b35ebb2a38d6', '01a22b3d-e3d5-7001-a12b-b8e38ec7c113', '01a22b3d-e3d5-7001-a12b-b8e38ec7c113', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$vg2/sXvZn8fkxQvm7FwpNg$LkarRhWV1njBslPQBE55tRIwY8GP/3AHNbhazqgelHs', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:56:46.037+00', '2026-11-30 06:56:46.037+00');
INSERT INTO public.credentials VALUES ('1aacb495-9076-481f-8022-966d239e78eb', '01a22b3d-e7fd-7001-aae3-4cf436e477f0', '01a22b3d-e7fd-7001-aae3-4cf436e477f0', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$u8/Cfvt9ubbGzjJS3uqA4w$fERyNkgG8z2d2YUPTFwgR0O2DLMRTP4EE0Hf4KS8WD0', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:56:47.101+00', '2026-11-30 06:56:47.101+00');
INSERT INTO public.credentials VALUES ('32233e40-85d5-4e07-8054-e9ad9650446d', '01a22b3d-ea14-7000-b35b-4068c634b799', '01a22b3d-ea14-7000-b35b-4068c634b799', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$V3LonmbDi4O6tZcaHjbtVg$mb3cTrekNDEsd4ep9O5nO6dYYJpn+TjkPqcdAe4Hd+Y', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:56:47.636+00', '2026-11-30 06:56:47.636+00');
INSERT INTO public.credentials VALUES ('299968ac-b13f-4b9d-8c54-7b0dde692378', '01a22b3d-efda-7001-bca5-b87b261bbb76', '01a22b3d-efda-7001-bca5-b87b261bbb76', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$Om5zbA4tF67GRxcAFlSwew$BKvvgDJY3fXvj0L3eZweIdH2DL7MyZHVY+440AuEHws', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:56:49.114+00', '2026-11-30 06:56:49.114+00');
INSERT INTO public.customers VALUES ('01a22b3d-df2e-7000-9bde-a027bb9a887d', '01a22b3d-df2e-7001-96c0-7ef98939d38b', 'anna@example.com', 'Customer anna', NULL, DEFAULT, '2026-11-30 06:56:44.846+00', '2026-11-30 06:56:44.846+00', true, true, false);
INSERT INTO public.customers VALUES ('01a22b3d-e3d5-7000-89c5-913a38c2aa91', '01a22b3d-e3d5-7001-a12b-b8e38ec7c113', 'berta@example.com', 'Customer berta', NULL, DEFAULT, '2026-11-30 06:56:46.037+00', '2026-11-30 06:56:46.037+00', true, true, false);
INSERT INTO public.customers VALUES ('01a22b3d-e7fd-7000-83c4-0c8bbef05912', '01a22b3d-e7fd-7001-aae3-4cf436e477f0', 'carla@example.com', 'Customer carla', NULL, DEFAULT, '2026-11-30 06:56:47.101+00', '2026-11-30 06:56:47.101+00', true, false, false);
INSERT INTO public.customers VALUES ('01a22b3d-ea13-7000-8e7f-7922212bbfef', '01a22b3d-ea14-7000-b35b-4068c634b799', 'emil@example.com', 'Customer emil', NULL, DEFAULT, '2026-11-30 06:56:47.636+00', '2026-11-30 06:56:47.636+00', true, true, true);
INSERT INTO public.customers VALUES ('01a22b3d-efda-7000-b7ca-cc9c1cc0ec92', '01a22b3d-efda-7001-bca5-b87b261bbb76', 'dora@example.com', 'Customer dora', NULL, DEFAULT, '2026-11-30 06:56:49.114+00', '2026-11-30 06:56:49.114+00', true, true, false);
INSERT INTO public.hosting_accounts VALUES ('01a22b3d-dfb7-7000-9e3f-6b77814caaee', '01a22b3d-df2e-7000-9bde-a027bb9a887d', '01a22b3d-d99f-7000-94f6-1f14f66d6e6b', 'anna', 'anna@example.com', NULL, 'npb1.31d2970e.1.01a22b3ddfb770009e3f6b77814caaee.fbe3bbab86ba1199ac80e0c2', 'active', true, '1', true, '[]', NULL, true, '2026-11-30 06:56:44.983+00', '2026-11-30 06:56:45.686+00', NULL, '2026-12-07 06:56:44.991+00');
INSERT INTO public.hosting_accounts VALUES ('01a22b3d-e40e-7000-b9e0-fad70c4efe6f', '01a22b3d-e3d5-7000-89c5-913a38c2aa91', '01a22b3d-d99f-7000-94f6-1f14f66d6e6b', 'berta', 'berta@example.com', NULL, 'npb1.31d2970e.1.01a22b3de40e7000b9e0fad70c4efe6f.14ad4b37f79fe2d297916bfe', 'suspended', true, '2', true, '["abuse"]', NULL, true, '2026-11-30 06:56:46.094+00', '2026-11-30 06:56:46.819+00', NULL, '2026-12-07 06:56:46.095+00');
INSERT INTO public.hosting_accounts VALUES ('01a22b3d-f037-7000-a9c7-cf76e86e4f1c', '01a22b3d-efda-7000-b7ca-cc9c1cc0ec92', '01a22b3d-d99f-7000-94f6-1f14f66d6e6b', 'dora', 'dora@example.com', NULL, 'npb1.31d2970e.1.01a22b3df0377000a9c7cf76e86e4f1c.fd1f53f10ccb88fc147e4247', 'pending', true, NULL, false, '[]', 'v1.4R1w7_Q7.N_B_KnDua2Z2TW-s.7Kgj_5csSw9fH7ZZ-5IEbBm9.p0lks1-SmPJuZ4n6EUNOrw', true, '2026-11-30 06:56:49.207+00', '2026-11-30 06:56:49.207+00', NULL, '2026-12-07 06:56:49.208+00');
INSERT INTO public.hosting_accounts VALUES ('01a22b3d-ea53-7000-90cc-aba53416d7fa', '01a22b3d-ea13-7000-8e7f-7922212bbfef', '01a22b3d-d99f-7000-94f6-1f14f66d6e6b', 'emil', 'emil@example.com', NULL, 'npb1.31d2970e.1.01a22b3dea53700090ccaba53416d7fa.6c1317ea5407077dd932883a', 'unknown', true, NULL, false, '[]', 'v1.4R1w7_Q7.JsY5X5kNuAwRpnZ_.Y_FuDxYv1tn2n01lU6_ilwou.lvBz6baD5EjWm-7gmxb1oQ', true, '2026-11-30 06:56:47.699+00', '2026-11-30 06:56:49.349+00', NULL, '2026-12-07 06:56:47.7+00');
INSERT INTO public.installation VALUES (true, '01a22b3d-d28d-7000-a263-332031d2970e', 1, NULL, '2026-11-30 06:56:41.627665+00', 'cluster 7713854762745178616 database 16384', 'recognised', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (1, '01a22b3d-dfca-7000-bbe1-95e25cbe5632', '2026-11-30 06:56:45.002+00', 'operation.queued', 'Create hosting account "anna" on First server, asked for by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (2, '01a22b3d-dfca-7000-bbe1-95e25cbe5632', '2026-11-30 06:56:45.21+00', 'look.ended', 'Looked at the panel: nothing is there under this name.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 14}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=anna", "durationMs": 14}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (3, '01a22b3d-dfca-7000-bbe1-95e25cbe5632', '2026-11-30 06:56:45.374+00', 'attempt.started', 'Attempt 1: creating "anna" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (4, '01a22b3d-dfca-7000-bbe1-95e25cbe5632', '2026-11-30 06:56:45.626+00', 'attempt.ended', 'Attempt 1: the panel answered NextPanel User ID 1.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 1, username anna.", "status": 201, "request": "POST /api/v1/billing/accounts", "durationMs": 205}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (5, '01a22b3d-dfca-7000-bbe1-95e25cbe5632', '2026-11-30 06:56:45.682+00', 'read-back.ended', 'Read account 1 back.', '{"exchanges": [{"answer": "Account 1, username anna.", "status": 200, "request": "GET /api/v1/billing/accounts/1", "durationMs": 26}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (6, '01a22b3d-dfca-7000-bbe1-95e25cbe5632', '2026-11-30 06:56:45.686+00', 'operation.succeeded', 'Created and read back: NextPanel User ID 1.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (7, '01a22b3d-e41b-7000-bb98-6e372e966885', '2026-11-30 06:56:46.107+00', 'operation.queued', 'Create hosting account "berta" on First server, asked for by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (8, '01a22b3d-e41b-7000-bb98-6e372e966885', '2026-11-30 06:56:46.263+00', 'look.ended', 'Looked at the panel: nothing is there under this name.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 34}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=berta", "durationMs": 11}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (9, '01a22b3d-e41b-7000-bb98-6e372e966885', '2026-11-30 06:56:46.291+00', 'attempt.started', 'Attempt 1: creating "berta" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (10, '01a22b3d-e41b-7000-bb98-6e372e966885', '2026-11-30 06:56:46.365+00', 'attempt.ended', 'Attempt 1: the panel answered NextPanel User ID 2.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 2, username berta.", "status": 201, "request": "POST /api/v1/billing/accounts", "durationMs": 43}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (11, '01a22b3d-e41b-7000-bb98-6e372e966885', '2026-11-30 06:56:46.413+00', 'read-back.ended', 'Read account 2 back.', '{"exchanges": [{"answer": "Account 2, username berta.", "status": 200, "request": "GET /api/v1/billing/accounts/2", "durationMs": 22}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (12, '01a22b3d-e41b-7000-bb98-6e372e966885', '2026-11-30 06:56:46.417+00', 'operation.succeeded', 'Created and read back: NextPanel User ID 2.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (13, '01a22b3d-e627-7000-9718-30e497c6b6ed', '2026-11-30 06:56:46.631+00', 'operation.queued', 'Suspend "berta" (reason: abuse), asked for by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (14, '01a22b3d-e627-7000-9718-30e497c6b6ed', '2026-11-30 06:56:46.731+00', 'identity.read', 'Account 2 on the panel is ours.', '{"exchanges": [{"answer": "Account 2, username berta.", "status": 200, "request": "GET /api/v1/billing/accounts/2", "durationMs": 14}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (15, '01a22b3d-e627-7000-9718-30e497c6b6ed', '2026-11-30 06:56:46.747+00', 'attempt.started', 'Attempt 1: suspending.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (16, '01a22b3d-e627-7000-9718-30e497c6b6ed', '2026-11-30 06:56:46.793+00', 'attempt.ended', 'Attempt 1: the panel did it.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 2 is now suspended", "status": 200, "request": "POST /api/v1/billing/accounts/2/suspend", "durationMs": 28}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (17, '01a22b3d-e627-7000-9718-30e497c6b6ed', '2026-11-30 06:56:46.819+00', 'operation.succeeded', 'Suspended: abuse.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (18, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:47.708+00', 'operation.queued', 'Create hosting account "emil" on First server, asked for by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (19, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:47.98+00', 'look.ended', 'Looked at the panel: nothing is there under this name.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 47}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 20}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (20, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:48.023+00', 'attempt.started', 'Attempt 1: creating "emil" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (21, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:48.106+00', 'attempt.ended', 'Attempt 1: The panel failed while it worked (HTTP 500), so it is not known whether this was done. It says: “Internal Server Error”.', '{"code": "panel-error", "outcome": "unknown", "exchanges": [{"answer": "Not JSON but text/plain; charset=utf-8: Internal Server Error", "status": 500, "request": "POST /api/v1/billing/accounts", "durationMs": 45}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (22, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:48.26+00', 'look.ended', 'Looked at the panel: no such account there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 20}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 14}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 37}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 24}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (23, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:48.271+00', 'operation.waiting', 'Nothing is made again before a second look, in 1 s.', '{"code": null, "nextAttemptAt": "2026-11-30T06:56:48.471Z"}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (24, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:49.042+00', 'look.ended', 'Looked at the panel: no such account there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 42}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 24}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 28}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 10}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (25, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:49.047+00', 'attempt.started', 'Attempt 2: creating "emil" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (26, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:49.112+00', 'attempt.ended', 'Attempt 2: The panel failed while it worked (HTTP 500), so it is not known whether this was done. It says: “Internal Server Error”.', '{"code": "panel-error", "outcome": "unknown", "exchanges": [{"answer": "Not JSON but text/plain; charset=utf-8: Internal Server Error", "status": 500, "request": "POST /api/v1/billing/accounts", "durationMs": 32}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (27, '01a22b3d-f04e-7000-b9c4-737c918ec5ce', '2026-11-30 06:56:49.23+00', 'operation.queued', 'Create hosting account "dora" on First server, asked for by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (28, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:49.331+00', 'look.ended', 'Looked at the panel: no such account there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 22}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 43}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 23}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 40}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (29, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:49.349+00', 'operation.waiting', 'Nothing is made again before a second look, in 1 s.', '{"code": null, "nextAttemptAt": "2026-11-30T06:56:49.549Z"}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (30, '01a22b3d-f04e-7000-b9c4-737c918ec5ce', '2026-11-30 06:56:49.791+00', 'look.ended', 'Looked at the panel: nothing is there under this name.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 37}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=dora", "durationMs": 44}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (31, '01a22b3d-f04e-7000-b9c4-737c918ec5ce', '2026-11-30 06:56:49.82+00', 'attempt.started', 'Attempt 1: creating "dora" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (32, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '2026-11-30 06:56:49.87+00', 'look.ended', 'Looked at the panel: no such account there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 22}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 40}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 56}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 31}]}');
INSERT INTO public.operations VALUES ('01a22b3d-f04e-7000-b9c4-737c918ec5ce', '01a22b3d-f037-7000-a9c7-cf76e86e4f1c', '01a22b3d-d99f-7000-94f6-1f14f66d6e6b', 'create', 'running', '{}', 1, 0, 0, NULL, NULL, NULL, '01a22b3d-f1b7-7000-96bd-05379657f802', '2026-11-30 06:58:49.813+00', '2026-11-30 06:56:49.23+00', '2026-11-30 06:56:49.813+00', NULL, NULL, 0, false, 0);
INSERT INTO public.operations VALUES ('01a22b3d-ea5c-7000-bdb6-39e2f785cd61', '01a22b3d-ea53-7000-90cc-aba53416d7fa', '01a22b3d-d99f-7000-94f6-1f14f66d6e6b', 'create', 'running', '{}', 2, 1, 0, NULL, NULL, NULL, '01a22b3d-f1d7-7000-8ff5-7778d8df8ce6', '2026-11-30 06:58:49.86+00', '2026-11-30 06:56:47.708+00', '2026-11-30 06:56:49.86+00', NULL, NULL, 0, false, 0);
INSERT INTO public.operations VALUES ('01a22b3d-dfca-7000-bbe1-95e25cbe5632', '01a22b3d-dfb7-7000-9e3f-6b77814caaee', '01a22b3d-d99f-7000-94f6-1f14f66d6e6b', 'create', 'succeeded', '{}', 1, 0, 0, '1', NULL, NULL, NULL, NULL, '2026-11-30 06:56:45.002+00', '2026-11-30 06:56:45.7+00', '2026-11-30 06:56:45.686+00', NULL, 0, false, 0);
INSERT INTO public.operations VALUES ('01a22b3d-e41b-7000-bb98-6e372e966885', '01a22b3d-e40e-7000-b9e0-fad70c4efe6f', '01a22b3d-d99f-7000-94f6-1f14f66d6e6b', 'create', 'succeeded', '{}', 1, 0, 0, '2', NULL, NULL, NULL, NULL, '2026-11-30 06:56:46.107+00', '2026-11-30 06:56:46.427+00', '2026-11-30 06:56:46.417+00', NULL, 0, false, 0);
INSERT INTO public.operations VALUES ('01a22b3d-e627-7000-9718-30e497c6b6ed', '01a22b3d-e40e-7000-b9e0-fad70c4efe6f', '01a22b3d-d99f-7000-94f6-1f14f66d6e6b', 'suspend', 'succeeded', '{"reason": "abuse"}', 1, 0, 0, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:56:46.631+00', '2026-11-30 06:56:46.835+00', '2026-11-30 06:56:46.819+00', NULL, 0, false, 0);
INSERT INTO public.rate_limits VALUES ('f618084e-db23-4e3c-b8f6-6b910fb19bb8', '127.0.0.1|/sign-in/email', 1, 1796021803149);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (1, '01a22b3d-d99f-7000-94f6-1f14f66d6e6b', '2026-11-30 06:56:43.778+00', 'person', 'online', 308, NULL, NULL);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (2, '01a22b3d-dc8f-7000-b54f-953ab648ba59', '2026-11-30 06:56:44.623+00', 'person', 'online', 395, NULL, NULL);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (3, '01a22b3d-dc8f-7000-b54f-953ab648ba59', '2026-11-30 06:56:48.79+00', 'person', 'offline', 9, 'tcp', '127.0.0.1 port 21614 refused the connection: nothing listens there. Nothing was sent.');
INSERT INTO public.servers VALUES ('01a22b3d-d99f-7000-94f6-1f14f66d6e6b', 'First server', 'nextpanel', 'http://127.0.0.1:21613', NULL, 100, 'active', 'online', 'The panel answers and accepts the key.', '[{"id": "dns", "state": "pass", "message": "127.0.0.1 is an address already: there is no name to look up.", "durationMs": 0}, {"id": "tcp", "state": "pass", "message": "Connected to 127.0.0.1 port 21613.", "durationMs": 2}, {"id": "tls", "state": "not-checked", "remedy": "If anything but your own network lies between, use https:// in the Base URL.", "message": "The Base URL starts with http://, so the API key travels unencrypted.", "durationMs": 0}, {"id": "health", "state": "pass", "message": "NextPanel answers and says “healthy”.", "durationMs": 112}, {"id": "key", "state": "pass", "message": "NextPanel accepts the API key.", "durationMs": 23}, {"id": "permission", "state": "pass", "message": "The API key may create accounts.", "durationMs": 23}, {"id": "scope", "state": "pass", "message": "The API key has the scope Account Management.", "durationMs": 23}, {"id": "ip", "state": "pass", "message": "NextPanel accepts the API key from our address (our socket’s is 127.0.0.1; behind NAT the panel may see another).", "durationMs": 23}, {"id": "latency", "state": "pass", "message": "The panel answers in 42 ms.", "durationMs": 42}]', 0, '2026-11-30 06:56:43.778+00', 'v1.4R1w7_Q7.Ft8vDXsSemb7Ibv_.4LuWY8dn9dIWcIiOLUrg-n5CzLs.irUqHMAAGVVgWHZRrlI7DQ', 'v1.4R1w7_Q7.R8EYsFMJigHOujtd.59C01fywnvhQFXah_r1t1d89zgc.KYI0CHWo0C5JMvHDYB1uVg', '9749fe87690f9dcf8acc5f76dd7e67d89650e41a4cf6b82415e4a7cd2176a2bd', 'npk_made…', NULL, '2026-11-30 06:56:43.423+00', '2026-11-30 06:56:48.358+00', 0, NULL, NULL, NULL, NULL, NULL, 'closed', NULL, 1, '01a22b3d-ea5c-7000-bdb6-39e2f785cd61', NULL, 0, 0, NULL, NULL);
INSERT INTO public.servers VALUES ('01a22b3d-dc8f-7000-b54f-953ab648ba59', 'Second server', 'nextpanel', 'http://127.0.0.1:21614', NULL, 100, 'active', 'offline', '127.0.0.1 port 21614 refused the connection: nothing listens there. Nothing was sent. Check that the panel is running and that the port in the Base URL is right.', '[{"id": "dns", "state": "pass", "message": "127.0.0.1 is an address already: there is no name to look up.", "durationMs": 0}, {"id": "tcp", "state": "fail", "remedy": "Check that the panel is running and that the port in the Base URL is right.", "message": "127.0.0.1 port 21614 refused the connection: nothing listens there. Nothing was sent.", "durationMs": 8}, {"id": "tls", "state": "not-checked", "message": "Not checked, because an earlier step failed.", "durationMs": 0}, {"id": "health", "state": "not-checked", "message": "Not checked: this test did not get that far, or does not go there.", "durationMs": 0}, {"id": "key", "state": "not-checked", "message": "Not checked: this test did not get that far, or does not go there.", "durationMs": 0}, {"id": "permission", "state": "not-checked", "message": "Not checked: this test did not get that far, or does not go there.", "durationMs": 0}, {"id": "scope", "state": "not-checked", "message": "Not checked: this test did not get that far, or does not go there.", "durationMs": 0}, {"id": "ip", "state": "not-checked", "message": "Not checked: this test did not get that far, or does not go there.", "durationMs": 0}, {"id": "latency", "state": "not-checked", "message": "Not checked: this test did not get that far, or does not go there.", "durationMs": 0}]', 1, '2026-11-30 06:56:48.79+00', 'v1.4R1w7_Q7.tV4uXKMBqmsL1C0g.CLbkVTqnNU--efemddMEEer6mRQ.6fGOv6HZ4IDKro4NFe3GvA', 'v1.4R1w7_Q7.mk7U101bCZ7zWJau.dj5TJ768F1po2r2E3VdQF7cjnVs.CFPkZdD5KA4ZNUV6AfzBfw', '9749fe87690f9dcf8acc5f76dd7e67d89650e41a4cf6b82415e4a7cd2176a2bd', 'npk_made…', NULL, '2026-11-30 06:56:44.175+00', '2026-11-30 06:56:48.79+00', 0, NULL, NULL, NULL, NULL, NULL, 'closed', NULL, 0, NULL, NULL, 0, 0, NULL, NULL);
INSERT INTO public.sessions VALUES ('83045102-20d5-4225-a4c3-c0acfa6f0eaa', '01a22b3d-d663-7000-a751-7ffc8af74137', '3eukhcz6zy7I7JlADHzzR3smGcrXqzHa', '2026-12-07 06:56:43.3+00', '127.0.0.1', '', '2026-11-30 06:56:43.3+00', '2026-11-30 06:56:43.3+00');
INSERT INTO public.users VALUES ('01a22b3d-d663-7000-a751-7ffc8af74137', 'staff', 'admin@example.com', 'Administrator', false, NULL, true, '2026-11-30 06:56:42.595+00', '2026-11-30 06:56:42.595+00');
INSERT INTO public.users VALUES ('01a22b3d-df2e-7001-96c0-7ef98939d38b', 'customer', 'anna@example.com', 'Customer anna', false, NULL, true, '2026-11-30 06:56:44.846+00', '2026-11-30 06:56:44.846+00');
INSERT INTO public.users VALUES ('01a22b3d-e3d5-7001-a12b-b8e38ec7c113', 'customer', 'berta@example.com', 'Customer berta', false, NULL, true, '2026-11-30 06:56:46.037+00', '2026-11-30 06:56:46.037+00');
INSERT INTO public.users VALUES ('01a22b3d-e7fd-7001-aae3-4cf436e477f0', 'customer', 'carla@example.com', 'Customer carla', false, NULL, true, '2026-11-30 06:56:47.101+00', '2026-11-30 06:56:47.101+00');
INSERT INTO public.users VALUES ('01a22b3d-ea14-7000-b35b-4068c634b799', 'customer', 'emil@example.com', 'Customer emil', false, NULL, true, '2026-11-30 06:56:47.636+00', '2026-11-30 06:56:47.636+00');
INSERT INTO public.users VALUES ('01a22b3d-efda-7001-bca5-b87b261bbb76', 'customer', 'dora@example.com', 'Customer dora', false, NULL, true, '2026-11-30 06:56:49.114+00', '2026-11-30 06:56:49.114+00');
SELECT pg_catalog.setval('drizzle.__drizzle_migrations_id_seq', 13, true);
SELECT pg_catalog.setval('public.audit_entries_id_seq', 13, true);
SELECT pg_catalog.setval('public.operation_events_id_seq', 32, true);
SELECT pg_catalog.setval('public.server_checks_id_seq', 3, true);
ALTER TABLE ONLY drizzle.__drizzle_migrations
    ADD CONSTRAINT __drizzle_migrations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pgboss.bam
    ADD CONSTRAINT bam_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pgboss.instance
    ADD CONSTRAINT instance_pkey PRIMARY KEY (id);
ALTER TABLE ONLY pgboss.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (name, id);
ALTER TABLE ONLY pgboss.job_common
    ADD CONSTRAINT job_common_pkey PRIMARY KEY (name, id);
ALTER TABLE ONLY pgboss.job_dependency
    ADD CONSTRAINT job_dependency_pkey PRIMARY KEY (child_name, child_id, parent_name, parent_id);
ALTER TABLE ONLY pgboss.queue
    ADD CONSTRAINT queue_pkey PRIMARY KEY (name);
ALTER TABLE ONLY pgboss.queue_stats
    ADD CONSTRAINT queue_stats_pkey PRIMARY KEY (id, captured_on);
ALTER TABLE ONLY pgboss.queue_stats_20261130
    ADD CONSTRAINT queue_stats_20261130_pkey PRIMARY KEY (id, captured_on);
ALTER TABLE ONLY pgboss.queue_stats_20261201
    ADD CONSTRAINT queue_stats_20261201_pkey PRIMARY KEY (id, captured_on);
ALTER TABLE ONLY pgboss.schedule
    ADD CONSTRAINT schedule_pkey PRIMARY KEY (name, key);
ALTER TABLE ONLY pgboss.subscription
    ADD CONSTRAINT subscription_pkey PRIMARY KEY (event, name);
ALTER TABLE ONLY pgboss.version
    ADD CONSTRAINT version_pkey PRIMARY KEY (version);
ALTER TABLE ONLY pgboss.warning
    ADD CONSTRAINT warning_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_entries
    ADD CONSTRAINT audit_entries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT credentials_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers
    ADD CONSTRAINT "customers_userId_unique" UNIQUE (user_id);
ALTER TABLE ONLY public.engine_pauses
    ADD CONSTRAINT engine_pauses_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.hosting_accounts
    ADD CONSTRAINT hosting_accounts_marker_unique UNIQUE (marker);
ALTER TABLE ONLY public.hosting_accounts
    ADD CONSTRAINT hosting_accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_actor_key_key_pk PRIMARY KEY (actor_key, key);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY ("only");
ALTER TABLE ONLY public.operation_events
    ADD CONSTRAINT operation_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.password_links
    ADD CONSTRAINT password_links_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.password_links
    ADD CONSTRAINT "password_links_tokenHash_unique" UNIQUE (token_hash);
ALTER TABLE ONLY public.rate_limits
    ADD CONSTRAINT rate_limits_key_unique UNIQUE (key);
ALTER TABLE ONLY public.rate_limits
    ADD CONSTRAINT rate_limits_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reconciliation_findings
    ADD CONSTRAINT reconciliation_findings_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.reconciliations
    ADD CONSTRAINT reconciliations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.server_checks
    ADD CONSTRAINT server_checks_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.servers
    ADD CONSTRAINT servers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_token_unique UNIQUE (token);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_unique UNIQUE (email);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.verifications
    ADD CONSTRAINT verifications_pkey PRIMARY KEY (id);
CREATE UNIQUE INDEX job_common_i1 ON pgboss.job_common USING btree (name, COALESCE(singleton_key, ''::text)) WHERE ((state = 'created'::pgboss.job_state) AND (policy = 'short'::text));
CREATE INDEX job_common_i10 ON pgboss.job_common USING btree (name, singleton_key, state DESC, created_on, id) INCLUDE (start_after) WHERE ((state < 'active'::pgboss.job_state) AND (NOT blocked) AND (policy = 'key_strict_fifo'::text));
CREATE INDEX job_common_i11 ON pgboss.job_common USING btree (name, priority DESC, created_on, start_after) WHERE ((state < 'active'::pgboss.job_state) AND (NOT blocked));
CREATE INDEX job_common_i12 ON pgboss.job_common USING btree (source_root_id) WHERE (source_root_id IS NOT NULL);
CREATE UNIQUE INDEX job_common_i13 ON pgboss.job_common USING btree (name, singleton_key) WHERE ((state = 'created'::pgboss.job_state) AND upsert_by_key);
CREATE INDEX job_common_i14 ON pgboss.job_common USING btree (name, state, blocked, start_after) WHERE (state = ANY (ARRAY['created'::pgboss.job_state, 'retry'::pgboss.job_state, 'active'::pgboss.job_state, 'failed'::pgboss.job_state]));
CREATE INDEX job_common_i15 ON pgboss.job_common USING btree (name, created_on);
CREATE INDEX job_common_i16 ON pgboss.job_common USING btree (name, completed_on) WHERE (completed_on IS NOT NULL);
CREATE INDEX job_common_i17 ON pgboss.job_common USING btree (name, singleton_key, created_on) WHERE ((state < 'active'::pgboss.job_state) AND (singleton_key IS NOT NULL));
CREATE UNIQUE INDEX job_common_i2 ON pgboss.job_common USING btree (name, COALESCE(singleton_key, ''::text)) WHERE ((state = 'active'::pgboss.job_state) AND (policy = 'singleton'::text));
CREATE UNIQUE INDEX job_common_i3 ON pgboss.job_common USING btree (name, state, COALESCE(singleton_key, ''::text)) WHERE ((state <= 'active'::pgboss.job_state) AND (policy = 'stately'::text));
CREATE UNIQUE INDEX job_common_i4 ON pgboss.job_common USING btree (name, singleton_on, COALESCE(singleton_key, ''::text)) WHERE ((state <> 'cancelled'::pgboss.job_state) AND (singleton_on IS NOT NULL));
CREATE UNIQUE INDEX job_common_i6 ON pgboss.job_common USING btree (name, COALESCE(singleton_key, ''::text)) WHERE ((state <= 'active'::pgboss.job_state) AND (policy = 'exclusive'::text));
CREATE INDEX job_common_i7 ON pgboss.job_common USING btree (name, group_id) WHERE ((state = 'active'::pgboss.job_state) AND (group_id IS NOT NULL));
CREATE UNIQUE INDEX job_common_i8 ON pgboss.job_common USING btree (name, singleton_key) WHERE ((state = ANY (ARRAY['active'::pgboss.job_state, 'retry'::pgboss.job_state, 'failed'::pgboss.job_state])) AND (policy = 'key_strict_fifo'::text));
CREATE INDEX job_common_i9 ON pgboss.job_common USING btree (name, id) WHERE (blocking AND (state = 'completed'::pgboss.job_state));
CREATE INDEX job_dep_parent_idx ON pgboss.job_dependency USING btree (parent_name, parent_id);
CREATE INDEX queue_stats_i1 ON ONLY pgboss.queue_stats USING btree (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);
CREATE INDEX queue_stats_20261130_name_captured_on_deferred_count_queued_idx ON pgboss.queue_stats_20261130 USING btree (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);
CREATE INDEX queue_stats_20261201_name_captured_on_deferred_count_queued_idx ON pgboss.queue_stats_20261201 USING btree (name, captured_on DESC) INCLUDE (deferred_count, queued_count, ready_count, active_count, failed_count, total_count);
CREATE INDEX warning_i1 ON pgboss.warning USING btree (created_on DESC);
CREATE UNIQUE INDEX alerts_one_open ON public.alerts USING btree (server_id, cause) WHERE (closed_at IS NULL);
CREATE INDEX alerts_opened_at ON public.alerts USING btree (opened_at);
CREATE UNIQUE INDEX attempts_operation_number ON public.attempts USING btree (operation_id, number);
CREATE INDEX audit_entries_subject ON public.audit_entries USING btree (subject_id, id);
CREATE INDEX credentials_user_id ON public.credentials USING btree (user_id);
CREATE INDEX customers_active_created_at ON public.customers USING btree (is_active, created_at, id);
CREATE INDEX customers_active_email ON public.customers USING btree (is_active, email, id);
CREATE INDEX customers_active_full_name ON public.customers USING btree (is_active, full_name, id);
CREATE INDEX customers_attention_created_at ON public.customers USING btree (created_at, id) WHERE needs_attention;
CREATE INDEX customers_attention_email ON public.customers USING btree (email, id) WHERE needs_attention;
CREATE INDEX customers_attention_full_name ON public.customers USING btree (full_name, id) WHERE needs_attention;
CREATE INDEX customers_created_at ON public.customers USING btree (created_at, id);
CREATE INDEX customers_email ON public.customers USING btree (email, id);
CREATE INDEX customers_full_name ON public.customers USING btree (full_name, id);
CREATE INDEX customers_hosting_created_at ON public.customers USING btree (has_hosting, created_at, id);
CREATE INDEX customers_hosting_email ON public.customers USING btree (has_hosting, email, id);
CREATE INDEX customers_hosting_full_name ON public.customers USING btree (has_hosting, full_name, id);
CREATE INDEX customers_lower_full_name ON public.customers USING btree (lower(full_name));
CREATE INDEX customers_search ON public.customers USING gin (search public.gin_trgm_ops);
CREATE UNIQUE INDEX engine_pauses_one_open ON public.engine_pauses USING btree ((true)) WHERE (ended_at IS NULL);
CREATE INDEX hosting_accounts_customer ON public.hosting_accounts USING btree (customer_id, created_at);
CREATE INDEX hosting_accounts_server ON public.hosting_accounts USING btree (server_id, status);
CREATE UNIQUE INDEX hosting_accounts_server_email ON public.hosting_accounts USING btree (server_id, email) WHERE holds_slot;
CREATE UNIQUE INDEX hosting_accounts_server_panel_user ON public.hosting_accounts USING btree (server_id, panel_user_id) WHERE holds_slot;
CREATE UNIQUE INDEX hosting_accounts_server_username ON public.hosting_accounts USING btree (server_id, username) WHERE holds_slot;
CREATE INDEX hosting_accounts_slots ON public.hosting_accounts USING btree (server_id, status) WHERE holds_slot;
CREATE INDEX idempotency_keys_created_at ON public.idempotency_keys USING btree (created_at);
CREATE INDEX operation_events_operation ON public.operation_events USING btree (operation_id, id);
CREATE INDEX operations_account ON public.operations USING btree (account_id, created_at);
CREATE INDEX operations_created_at ON public.operations USING btree (created_at, id);
CREATE INDEX operations_creations ON public.operations USING btree (created_at, status, ended_at) WHERE (kind = 'create'::text);
CREATE INDEX operations_due ON public.operations USING btree (next_attempt_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text, 'waiting'::text]));
CREATE UNIQUE INDEX operations_one_open ON public.operations USING btree (account_id) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text, 'waiting'::text, 'needs-person'::text]));
CREATE INDEX operations_server ON public.operations USING btree (server_id, created_at);
CREATE INDEX operations_server_status ON public.operations USING btree (server_id, status, created_at, id);
CREATE INDEX operations_status ON public.operations USING btree (status, created_at, id);
CREATE INDEX password_links_user_id ON public.password_links USING btree (user_id);
CREATE INDEX reconciliation_findings_run ON public.reconciliation_findings USING btree (reconciliation_id, id);
CREATE INDEX reconciliations_server ON public.reconciliations USING btree (server_id, started_at, id);
CREATE INDEX server_checks_at ON public.server_checks USING btree (at);
CREATE INDEX server_checks_server ON public.server_checks USING btree (server_id, id);
CREATE INDEX server_checks_server_at ON public.server_checks USING btree (server_id, at);
CREATE UNIQUE INDEX servers_base_url_key ON public.servers USING btree (base_url, api_key_hash) WHERE (removed_at IS NULL);
CREATE INDEX sessions_user_id ON public.sessions USING btree (user_id);
CREATE INDEX verifications_identifier ON public.verifications USING btree (identifier);
ALTER INDEX pgboss.job_pkey ATTACH PARTITION pgboss.job_common_pkey;
ALTER INDEX pgboss.queue_stats_i1 ATTACH PARTITION pgboss.queue_stats_20261130_name_captured_on_deferred_count_queued_idx;
ALTER INDEX pgboss.queue_stats_pkey ATTACH PARTITION pgboss.queue_stats_20261130_pkey;
ALTER INDEX pgboss.queue_stats_i1 ATTACH PARTITION pgboss.queue_stats_20261201_name_captured_on_deferred_count_queued_idx;
ALTER INDEX pgboss.queue_stats_pkey ATTACH PARTITION pgboss.queue_stats_20261201_pkey;
CREATE TRIGGER audit_entries_append_only BEFORE DELETE OR UPDATE ON public.audit_entries FOR EACH ROW EXECUTE FUNCTION public.refuse_audit_change();
CREATE TRIGGER customers_copy_activity BEFORE INSERT ON public.customers FOR EACH ROW EXECUTE FUNCTION public.copy_login_activity();
CREATE CONSTRAINT TRIGGER hosting_accounts_pass_on_insert AFTER INSERT ON public.hosting_accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.pass_on_hosting_state();
CREATE CONSTRAINT TRIGGER hosting_accounts_pass_on_status AFTER UPDATE OF status ON public.hosting_accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION public.pass_on_hosting_state();
CREATE TRIGGER users_pass_on_activity AFTER UPDATE OF is_active ON public.users FOR EACH ROW WHEN ((old.is_active IS DISTINCT FROM new.is_active)) EXECUTE FUNCTION public.pass_on_login_activity();
ALTER TABLE ONLY pgboss.job_common
    ADD CONSTRAINT dlq_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue(name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pgboss.job_common
    ADD CONSTRAINT q_fkey FOREIGN KEY (name) REFERENCES pgboss.queue(name) ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ONLY pgboss.queue
    ADD CONSTRAINT queue_dead_letter_fkey FOREIGN KEY (dead_letter) REFERENCES pgboss.queue(name);
ALTER TABLE ONLY pgboss.schedule
    ADD CONSTRAINT schedule_name_fkey FOREIGN KEY (name) REFERENCES pgboss.queue(name) ON DELETE CASCADE;
ALTER TABLE ONLY pgboss.subscription
    ADD CONSTRAINT subscription_name_fkey FOREIGN KEY (name) REFERENCES pgboss.queue(name) ON DELETE CASCADE;
ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_operation_id_operations_id_fk FOREIGN KEY (operation_id) REFERENCES public.operations(id);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT credentials_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.hosting_accounts
    ADD CONSTRAINT hosting_accounts_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.hosting_accounts
    ADD CONSTRAINT hosting_accounts_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.operation_events
    ADD CONSTRAINT operation_events_operation_id_operations_id_fk FOREIGN KEY (operation_id) REFERENCES public.operations(id);
ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_account_id_hosting_accounts_id_fk FOREIGN KEY (account_id) REFERENCES public.hosting_accounts(id);
ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.password_links
    ADD CONSTRAINT password_links_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.reconciliation_findings
    ADD CONSTRAINT reconciliation_findings_account_id_hosting_accounts_id_fk FOREIGN KEY (account_id) REFERENCES public.hosting_accounts(id);
ALTER TABLE ONLY public.reconciliation_findings
    ADD CONSTRAINT reconciliation_findings_reconciliation_id_reconciliations_id_fk FOREIGN KEY (reconciliation_id) REFERENCES public.reconciliations(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.reconciliations
    ADD CONSTRAINT reconciliations_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.server_checks
    ADD CONSTRAINT server_checks_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
