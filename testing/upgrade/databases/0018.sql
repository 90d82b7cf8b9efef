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
  NEW."is_active" := coalesce((SELECT u."is_active" FROM "users" u WHERE u."id" = NEW."user_id"), NEW."is_active");
  RETURN NEW;
END
$$;
CREATE FUNCTION public.count_server_slots() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD."server_id" = NEW."server_id" THEN
    UPDATE "servers" SET "slots_held" = "slots_held" + NEW."holds_slot"::int - OLD."holds_slot"::int
     WHERE "id" = NEW."server_id";
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' AND OLD."holds_slot" THEN
    UPDATE "servers" SET "slots_held" = "slots_held" - 1 WHERE "id" = OLD."server_id";
  END IF;
  IF TG_OP <> 'DELETE' AND NEW."holds_slot" THEN
    UPDATE "servers" SET "slots_held" = "slots_held" + 1 WHERE "id" = NEW."server_id";
  END IF;
  RETURN NULL;
END
$$;
CREATE FUNCTION public.keep_operation_subject() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  NEW."subject_id" := coalesce(NEW."subject_id", NEW."account_id");
  NEW."queue_key" := coalesce(NEW."queue_key", NEW."server_id"::text);
  IF NEW."subject_kind" = 'hosting-account' THEN
    NEW."account_id" := NEW."subject_id";
    NEW."server_id" := NEW."queue_key"::uuid;
  END IF;
  RETURN NEW;
END
$$;
CREATE FUNCTION public.note_hosting() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  UPDATE "customers" SET "has_hosting" = true WHERE "id" = NEW."customer_id" AND NOT "has_hosting";
  RETURN NULL;
END
$$;
CREATE FUNCTION public.pass_on_hosting_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM refresh_customer_hosting(NEW."customer_id");
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
CREATE FUNCTION public.pass_on_operation_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM refresh_customer_hosting(a."customer_id") FROM "hosting_accounts" a WHERE a."id" = NEW."subject_id";
  RETURN NULL;
END
$$;
CREATE FUNCTION public.refresh_customer_hosting(customer uuid) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
  has boolean;
  needs boolean;
BEGIN
  -- Two accounts of one customer may change at once: the second reads after the first has committed.
  PERFORM 1 FROM "customers" WHERE "id" = customer FOR NO KEY UPDATE;
  has := EXISTS (SELECT 1 FROM "hosting_accounts" WHERE "customer_id" = customer AND "status" <> 'terminated');
  needs := EXISTS (SELECT 1 FROM "operations_needing_action" WHERE "customer_id" = customer);
  UPDATE "customers" SET "has_hosting" = has, "needs_attention" = needs
   WHERE "id" = customer AND ("has_hosting", "needs_attention") IS DISTINCT FROM (has, needs);
END
$$;
CREATE FUNCTION public.refuse_audit_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'audit entries are append-only';
END
$$;
CREATE FUNCTION public.search_key(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN (octet_length(value) = char_length(value)) THEN lower((value COLLATE "C")) ELSE replace(replace(replace(replace(replace(replace(replace(replace(translate(lower(regexp_replace((NORMALIZE(value, NFKD) COLLATE "C"), '[\u0300-\u036f]'::text, ''::text, 'g'::text)), 'ØøŁłĐđÐðĦħıŦŧŊŋςƉȷƁƂƄƆƇƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ'::text, 'oollddddhhittnnσdjɓƃƅɔƈɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ'::text), 'ß'::text, 'ss'::text), 'ẞ'::text, 'ss'::text), 'æ'::text, 'ae'::text), 'Æ'::text, 'ae'::text), 'œ'::text, 'oe'::text), 'Œ'::text, 'oe'::text), 'þ'::text, 'th'::text), 'Þ'::text, 'th'::text) END;
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
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    is_active boolean DEFAULT true NOT NULL,
    has_hosting boolean DEFAULT false NOT NULL,
    needs_attention boolean DEFAULT false NOT NULL,
    search text GENERATED ALWAYS AS (public.search_key(((((email || ' '::text) || full_name) || ' '::text) || COALESCE(company_name, ''::text)))) STORED NOT NULL,
    name_key text GENERATED ALWAYS AS (public.search_key(full_name)) STORED NOT NULL COLLATE pg_catalog."C"
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
    standing_since timestamp(3) with time zone,
    key_id text,
    secrets_bound_at timestamp(3) with time zone
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
    account_id uuid,
    server_id uuid,
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
    trouble_stops integer DEFAULT 0 NOT NULL,
    subject_kind text DEFAULT 'hosting-account'::text NOT NULL,
    subject_id uuid NOT NULL,
    queue_key text NOT NULL,
    dismissed_at timestamp(3) with time zone
);
CREATE VIEW public.operations_needing_action AS
 SELECT o.id,
    o.queue_key,
    a.id AS account_id,
    a.customer_id
   FROM (public.operations o
     JOIN public.hosting_accounts a ON ((a.id = o.subject_id)))
  WHERE (((o.status = 'needs-person'::text) AND (NOT o.stopped_by_trouble)) OR ((o.kind = 'create'::text) AND (o.status = 'failed'::text) AND (o.dismissed_at IS NULL) AND (a.status = ANY (ARRAY['failed'::text, 'conflict'::text, 'unknown'::text]))));
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
    ca_certificate text,
    slots_held integer DEFAULT 0 NOT NULL,
    max_concurrent_requests integer,
    duplicates_refused_at timestamp(3) with time zone,
    marker_returned_at timestamp(3) with time zone
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
INSERT INTO drizzle.__drizzle_migrations VALUES (14, 'ed9fac92ce5a8efbfb4b01bf3fcd1cd44f067dfb07fe8d159f82bc6b5905af50', 1795604738763);
INSERT INTO drizzle.__drizzle_migrations VALUES (15, '729fd37376f5c35389ea1fec7bd84a30d514c9d5d507b5c0ed8083d12676252f', 1795608223734);
INSERT INTO drizzle.__drizzle_migrations VALUES (16, '9cc801b5ddb7b0c6fda3d7e4295a2ccbc41c0ac00cd039b182ccd23e791ec6ef', 1795892623282);
INSERT INTO drizzle.__drizzle_migrations VALUES (17, '1cbf7f5a693f3af63b797f94db7353292ce90dc452a8823061131b2730fd9ad4', 1795894444125);
INSERT INTO drizzle.__drizzle_migrations VALUES (18, 'df69880d71f3b00801f7d8b294f0fc14079403b7c852b1126f4d4fd52358d8a8', 1795894984190);
INSERT INTO drizzle.__drizzle_migrations VALUES (19, '0a4cc09655e5180f91b03c609bb8a819564e40f193a7083920ac58f127fdbf51', 1795918842752);
INSERT INTO pgboss.job_common VALUES ('ee9df97d-73b8-4658-a8bd-107e1d1b40be', 'alert.deliver', 0, '{"event": "alert.opened", "alertId": "01a22b3e-c57f-7000-8558-c748f26d304d"}', 'retry', 20, 0, 1, true, 60, 900, 600, '01a22b3e-c585-7000-8190-113080e15968', NULL, NULL, NULL, '2026-11-30 06:57:46.018111+00', '2026-11-30 06:57:43.785209+00', '2026-11-30 06:57:43.907156+00', NULL, '2026-12-14 06:57:43.785209+00', '{"name": "Error", "stack": "Error: The job failed. See the log for the reason.\n    at handleLogged (file:///server/platform/jobs/workers.ts:41:11)\n    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)\n    at async file:///server/platform/jobs/workers.ts:27:7", "message": "The job failed. See the log for the reason."}', NULL, 'singleton', NULL, 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.queue VALUES ('alert.deliver', 'singleton', 20, 1, true, 60, 900, 1209600, 600, NULL, false, 'job_common', 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, '{}', 10, true, NULL, NULL, NULL, NULL, '2026-11-30 06:57:38.883729+00', '2026-11-30 06:57:38.897251+00');
INSERT INTO pgboss.version VALUES (46, NULL, '2026-11-30 06:57:39.006177+00', '2026-11-30 06:57:44.15089+00', NULL, NULL);
INSERT INTO public.alerts VALUES ('01a22b3e-c57f-7000-8558-c748f26d304d', '01a22b3e-b9c3-7000-a744-ebda14309026', 'unreachable', 'Second server is offline: 127.0.0.1 port 21614 refused the connection. Nothing was sent. Check that the panel is running and that the port in the Base URL is correct.', 'It gets no new accounts. Pending operations are retried automatically.', 'Check that the server is running and reachable. The connection is checked automatically.', '2026-11-30 06:57:43.785+00', NULL);
INSERT INTO public.attempts VALUES ('01a22b3e-bc50-7000-ab0c-08e792e29d00', '01a22b3e-bc50-7003-b96c-88d53293d3b8', 1, '2026-11-30 06:57:41.456+00', '2026-11-30 06:57:41.825+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b3e-bec1-7000-a4b4-2afacc2639d4', '01a22b3e-bfa7-7001-9948-21852046cd01', 1, '2026-11-30 06:57:42.081+00', '2026-11-30 06:57:42.415+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b3e-c120-7000-8c7b-63bfb73ce12d', '01a22b3e-c0bf-7000-ac26-d0022d808e5e', 1, '2026-11-30 06:57:42.688+00', '2026-11-30 06:57:42.729+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b3e-c382-7000-91d9-691071896a42', '01a22b3e-c36d-7001-8038-a7748e8fedff', 1, '2026-11-30 06:57:43.298+00', '2026-11-30 06:57:43.329+00', 'unknown', 'panel-error');
INSERT INTO public.attempts VALUES ('01a22b3e-c5d5-7000-9a38-50920c3a18ef', '01a22b3e-c36d-7001-8038-a7748e8fedff', 2, '2026-11-30 06:57:43.894+00', '2026-11-30 06:57:44.149+00', 'unknown', 'panel-error');
INSERT INTO public.attempts VALUES ('01a22b3e-c82c-7000-9481-dcd6b510aca8', '01a22b3e-c7f8-7001-94c7-11195f76c4b8', 1, '2026-11-30 06:57:44.492+00', NULL, NULL, NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-30 06:57:39.271+00', 'system', NULL, 'settings', 'staff.create', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', NULL, '{"email": "admin@example.com", "fullName": "Administrator", "password": true}', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-30 06:57:40.116+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'server.add', 'server', '01a22b3e-b714-7000-a42c-5eb60068632a', NULL, '{"name": "First server", "apiKey": true, "driver": "nextpanel", "baseUrl": "http://127.0.0.1:21613", "capacity": 100, "location": null, "authorities": [], "maxConcurrentRequests": null}', '01a22b3e-b6cd-7000-a245-edbb104cab06');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (3, '2026-11-30 06:57:40.803+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'server.add', 'server', '01a22b3e-b9c3-7000-a744-ebda14309026', NULL, '{"name": "Second server", "apiKey": true, "driver": "nextpanel", "baseUrl": "http://127.0.0.1:21614", "capacity": 100, "location": null, "authorities": [], "maxConcurrentRequests": null}', '01a22b3e-b993-7000-bcd4-cdc7fff5a400');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (4, '2026-11-30 06:57:41.398+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'customer.create', 'customer', '01a22b3e-bbc3-7000-bfe1-e19137ffeaaa', NULL, '{"email": "anna@example.com", "fullName": "Customer anna", "isActive": true, "password": true, "companyName": null}', '01a22b3e-bb6f-7000-ab52-5452155aa785');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (5, '2026-11-30 06:57:41.457+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3e-bc50-7002-9ec3-d596b4c356d8', NULL, '{"email": "anna@example.com", "password": true, "serverId": "01a22b3e-b714-7000-a42c-5eb60068632a", "username": "anna", "customerId": "01a22b3e-bbc3-7000-bfe1-e19137ffeaaa"}', '01a22b3e-bb6f-7000-ab52-5452155aa785');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (6, '2026-11-30 06:57:42.311+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'customer.create', 'customer', '01a22b3e-be7c-7000-b6d4-8bf7151d25a0', NULL, '{"email": "berta@example.com", "fullName": "Customer berta", "isActive": true, "password": true, "companyName": null}', '01a22b3e-be67-7000-8f20-d30bffe9a352');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (7, '2026-11-30 06:57:42.311+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3e-bfa7-7000-abf0-63b1a26b4db0', NULL, '{"email": "berta@example.com", "password": true, "serverId": "01a22b3e-b714-7000-a42c-5eb60068632a", "username": "berta", "customerId": "01a22b3e-be7c-7000-b6d4-8bf7151d25a0"}', '01a22b3e-be67-7000-8f20-d30bffe9a352');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (8, '2026-11-30 06:57:42.6+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'hosting-account.suspend', 'hosting-account', '01a22b3e-bfa7-7000-abf0-63b1a26b4db0', '{"suspendReasons": []}', '{"note": null, "reason": "abuse"}', '01a22b3e-c063-7000-baed-1db07c74e3ad');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (9, '2026-11-30 06:57:43.052+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'customer.create', 'customer', '01a22b3e-c257-7000-9a93-f37fbc759e22', NULL, '{"email": "carla@example.com", "fullName": "Customer carla", "isActive": true, "password": true, "companyName": null}', '01a22b3e-c246-7000-82d6-06b5254734b2');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (10, '2026-11-30 06:57:43.277+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'customer.create', 'customer', '01a22b3e-c30d-7000-b350-a37f7275f8c2', NULL, '{"email": "emil@example.com", "fullName": "Customer emil", "isActive": true, "password": true, "companyName": null}', '01a22b3e-c306-7000-893e-d69b31d14bfa');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (11, '2026-11-30 06:57:43.277+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3e-c36d-7000-8b3d-cb634acd0f1b', NULL, '{"email": "emil@example.com", "password": true, "serverId": "01a22b3e-b714-7000-a42c-5eb60068632a", "username": "emil", "customerId": "01a22b3e-c30d-7000-b350-a37f7275f8c2"}', '01a22b3e-c306-7000-893e-d69b31d14bfa');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (12, '2026-11-30 06:57:44.44+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'customer.create', 'customer', '01a22b3e-c72a-7000-8d65-bc13b04c37a7', NULL, '{"email": "dora@example.com", "fullName": "Customer dora", "isActive": true, "password": true, "companyName": null}', '01a22b3e-c6f6-7000-872f-db03ef3d3dba');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (13, '2026-11-30 06:57:44.44+00', 'staff', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3e-c7f8-7000-b6c7-fe28e223db5e', NULL, '{"email": "dora@example.com", "password": true, "serverId": "01a22b3e-b714-7000-a42c-5eb60068632a", "username": "dora", "customerId": "01a22b3e-c72a-7000-8d65-bc13b04c37a7"}', '01a22b3e-c6f6-7000-872f-db03ef3d3dba');
INSERT INTO public.credentials VALUES ('d1482814-771c-4b7b-8776-5ebbbcf6580e', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$wvF8g9xdVYfo6CA/xMobnw$almrIDRqnCxt+LQcmDlxxQfsaw9kCp2PNrL0ejb7S4A', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:57:39.271+00', '2026-11-30 06:57:39.271+00');
INSERT INTO public.credentials VALUES ('6594f695-a67b-47d5-b2b8-b6c6816f4f2c', '01a22b3e-bbc3-7001-972e-a4874d2680b7', '01a22b3e-bbc3-7001-972e-a4874d2680b7', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$pUk4EOOIn1QSzIpJ98tthw$Nu+kTfc7h6Jqqfy9hxhk436t3s3jhEvWU/9Gk4/bMJg', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:57:41.398+00', '2026-11-30 06:57:41.398+00');
INSERT INTO public.credentials VALUES ('01d7fe59-f1af-432b-aace-b5c46dab32bf', '01a22b3e-be7d-7000-9bf2-6cbabfe715ac', '01a22b3e-be7d-7000-9bf2-6cbabfe715ac', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$GMS9HZiO2zGbkto+fz/hbA$83UBnlTeHsbVVWcOU2M2Byrk+Z9PKbuhNwJAXnV01d0', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:57:42.311+00', '2026-11-30 06:57:42.311+00');
INSERT INTO public.credentials VALUES ('2d3db6fc-9aa3-4f4a-b34f-3ac653e14506', '01a22b3e-c257-7001-9d42-24c894a0edf1', '01a22b3e-c257-7001-9d42-24c894a0edf1', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$j9U38bZwA9ZBkfAcsJYk6g$OMDfFLNZI9ZuOPczdWBn3jxjXkp748ticf0FJm+Hgo4', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:57:43.052+00', '2026-11-30 06:57:43.052+00');
INSERT INTO public.credentials VALUES ('a28a4423-cbd3-42e0-984b-77ece32464ee', '01a22b3e-c30e-7000-8efe-10c830e4e305', '01a22b3e-c30e-7000-8efe-10c830e4e305', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$LtdAf0FST30wfZG/drmc0A$tvgrQXwk7/p/68tjUQB4goZZE9hwUqMHC7Z9cyrK5VI', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:57:43.277+00', '2026-11-30 06:57:43.277+00');
INSERT INTO public.credentials VALUES ('2465e971-3a01-4cd2-af26-8d5cea305f88', '01a22b3e-c732-7000-81ba-0af1941d344c', '01a22b3e-c732-7000-81ba-0af1941d344c', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$qGud0o+2zMU7X61P4n8m0Q$rTcusj1DKrvRFDBz55joEvMualxH8opbWaXNc+++cXw', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:57:44.44+00', '2026-11-30 06:57:44.44+00');
INSERT INTO public.customers VALUES ('01a22b3e-bbc3-7000-bfe1-e19137ffeaaa', '01a22b3e-bbc3-7001-972e-a4874d2680b7', 'anna@example.com', 'Customer anna', NULL, '2026-11-30 06:57:41.398+00', '2026-11-30 06:57:41.398+00', true, true, false, DEFAULT, DEFAULT);
INSERT INTO public.customers VALUES ('01a22b3e-be7c-7000-b6d4-8bf7151d25a0', '01a22b3e-be7d-7000-9bf2-6cbabfe715ac', 'berta@example.com', 'Customer berta', NULL, '2026-11-30 06:57:42.311+00', '2026-11-30 06:57:42.311+00', true, true, false, DEFAULT, DEFAULT);
INSERT INTO public.customers VALUES ('01a22b3e-c257-7000-9a93-f37fbc759e22', '01a22b3e-c257-7001-9d42-24c894a0edf1', 'carla@example.com', 'Customer carla', NULL, '2026-11-30 06:57:43.052+00', '2026-11-30 06:57:43.052+00', true, false, false, DEFAULT, DEFAULT);
INSERT INTO public.customers VALUES ('01a22b3e-c30d-7000-b350-a37f7275f8c2', '01a22b3e-c30e-7000-8efe-10c830e4e305', 'emil@example.com', 'Customer emil', NULL, '2026-11-30 06:57:43.277+00', '2026-11-30 06:57:43.277+00', true, true, false, DEFAULT, DEFAULT);
INSERT INTO public.customers VALUES ('01a22b3e-c72a-7000-8d65-bc13b04c37a7', '01a22b3e-c732-7000-81ba-0af1941d344c', 'dora@example.com', 'Customer dora', NULL, '2026-11-30 06:57:44.44+00', '2026-11-30 06:57:44.44+00', true, true, false, DEFAULT, DEFAULT);
INSERT INTO public.hosting_accounts VALUES ('01a22b3e-bc50-7002-9ec3-d596b4c356d8', '01a22b3e-bbc3-7000-bfe1-e19137ffeaaa', '01a22b3e-b714-7000-a42c-5eb60068632a', 'anna', 'anna@example.com', NULL, 'npb1.e75ddc49.1.01a22b3ebc5070029ec3d596b4c356d8.17af0a79b5a2c880d7b5029e', 'active', true, '1', true, '[]', NULL, true, '2026-11-30 06:57:41.457+00', '2026-11-30 06:57:41.873+00', NULL, '2026-12-07 06:57:41.457+00');
INSERT INTO public.hosting_accounts VALUES ('01a22b3e-bfa7-7000-abf0-63b1a26b4db0', '01a22b3e-be7c-7000-b6d4-8bf7151d25a0', '01a22b3e-b714-7000-a42c-5eb60068632a', 'berta', 'berta@example.com', NULL, 'npb1.e75ddc49.1.01a22b3ebfa77000abf063b1a26b4db0.a2b96aee42c308dd407c0289', 'suspended', true, '2', true, '["abuse"]', NULL, true, '2026-11-30 06:57:42.311+00', '2026-11-30 06:57:42.765+00', NULL, '2026-12-07 06:57:42.312+00');
INSERT INTO public.hosting_accounts VALUES ('01a22b3e-c36d-7000-8b3d-cb634acd0f1b', '01a22b3e-c30d-7000-b350-a37f7275f8c2', '01a22b3e-b714-7000-a42c-5eb60068632a', 'emil', 'emil@example.com', NULL, 'npb1.e75ddc49.1.01a22b3ec36d70008b3dcb634acd0f1b.b18b48f7ee901e2ddb54b99e', 'unknown', true, NULL, false, '[]', 'v2.4R1w7_Q7.9XM3dnN-Ux5WwIyF.Oy0zyvrWUURk6MnsxQo3KTQQ.Y7k0RKdbeUNjqmi-iTPtoA', true, '2026-11-30 06:57:43.277+00', '2026-11-30 06:57:44.417+00', NULL, '2026-12-07 06:57:43.278+00');
INSERT INTO public.hosting_accounts VALUES ('01a22b3e-c7f8-7000-b6c7-fe28e223db5e', '01a22b3e-c72a-7000-8d65-bc13b04c37a7', '01a22b3e-b714-7000-a42c-5eb60068632a', 'dora', 'dora@example.com', NULL, 'npb1.e75ddc49.1.01a22b3ec7f87000b6c7fe28e223db5e.55d32d8eb395356a6e4cfd84', 'pending', true, NULL, false, '[]', 'v2.4R1w7_Q7.zPCEmdKuAyvbthfU.4ZXWm24tWzmSWsjDs1CncPzp.FtobMuS-KSohaWb5at05hQ', true, '2026-11-30 06:57:44.44+00', '2026-11-30 06:57:44.44+00', NULL, '2026-12-07 06:57:44.441+00');
INSERT INTO public.installation VALUES (true, '01a22b3e-aef4-7000-a8b2-19ace75ddc49', 1, NULL, '2026-11-30 06:57:38.047466+00', 'cluster 7713854978339228369 database 16384', 'recognised', NULL, NULL, '2026-11-30 06:57:38.177+00');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (1, '01a22b3e-bc50-7003-b96c-88d53293d3b8', '2026-11-30 06:57:41.457+00', 'operation.queued', 'Create hosting account "anna" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (2, '01a22b3e-bc50-7003-b96c-88d53293d3b8', '2026-11-30 06:57:41.456+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=anna", "durationMs": 82}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (3, '01a22b3e-bc50-7003-b96c-88d53293d3b8', '2026-11-30 06:57:41.456+00', 'attempt.started', 'Attempt 1: creating "anna" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (4, '01a22b3e-bc50-7003-b96c-88d53293d3b8', '2026-11-30 06:57:41.825+00', 'attempt.ended', 'Attempt 1: the panel returned NextPanel User ID 1.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 1, username anna.", "status": 201, "request": "POST /api/v1/billing/accounts", "durationMs": 146}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (5, '01a22b3e-bc50-7003-b96c-88d53293d3b8', '2026-11-30 06:57:41.872+00', 'read-back.ended', 'Verified account 1.', '{"exchanges": [{"answer": "Account 1, username anna.", "status": 200, "request": "GET /api/v1/billing/accounts/1", "durationMs": 7}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (6, '01a22b3e-bc50-7003-b96c-88d53293d3b8', '2026-11-30 06:57:41.873+00', 'operation.succeeded', 'Created and verified: NextPanel User ID 1.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (7, '01a22b3e-bfa7-7001-9948-21852046cd01', '2026-11-30 06:57:42.311+00', 'operation.queued', 'Create hosting account "berta" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (8, '01a22b3e-bfa7-7001-9948-21852046cd01', '2026-11-30 06:57:42.081+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=berta", "durationMs": 40}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (9, '01a22b3e-bfa7-7001-9948-21852046cd01', '2026-11-30 06:57:42.081+00', 'attempt.started', 'Attempt 1: creating "berta" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (10, '01a22b3e-bfa7-7001-9948-21852046cd01', '2026-11-30 06:57:42.415+00', 'attempt.ended', 'Attempt 1: the panel returned NextPanel User ID 2.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 2, username berta.", "status": 201, "request": "POST /api/v1/billing/accounts", "durationMs": 65}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (11, '01a22b3e-bfa7-7001-9948-21852046cd01', '2026-11-30 06:57:42.43+00', 'read-back.ended', 'Verified account 2.', '{"exchanges": [{"answer": "Account 2, username berta.", "status": 200, "request": "GET /api/v1/billing/accounts/2", "durationMs": 5}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (12, '01a22b3e-bfa7-7001-9948-21852046cd01', '2026-11-30 06:57:42.43+00', 'operation.succeeded', 'Created and verified: NextPanel User ID 2.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (13, '01a22b3e-c0bf-7000-ac26-d0022d808e5e', '2026-11-30 06:57:42.591+00', 'operation.queued', 'Suspend "berta" (reason: abuse), requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (14, '01a22b3e-c0bf-7000-ac26-d0022d808e5e', '2026-11-30 06:57:42.688+00', 'identity.read', 'Account 2 on the panel is ours.', '{"exchanges": [{"answer": "Account 2, username berta.", "status": 200, "request": "GET /api/v1/billing/accounts/2", "durationMs": 38}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (15, '01a22b3e-c0bf-7000-ac26-d0022d808e5e', '2026-11-30 06:57:42.688+00', 'attempt.started', 'Attempt 1: suspending.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (16, '01a22b3e-c0bf-7000-ac26-d0022d808e5e', '2026-11-30 06:57:42.729+00', 'attempt.ended', 'Attempt 1: the panel did it.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 2 is now suspended", "status": 200, "request": "POST /api/v1/billing/accounts/2/suspend", "durationMs": 32}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (17, '01a22b3e-c0bf-7000-ac26-d0022d808e5e', '2026-11-30 06:57:42.766+00', 'operation.succeeded', 'Suspended: abuse.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (18, '01a22b3e-c36d-7001-8038-a7748e8fedff', '2026-11-30 06:57:43.277+00', 'operation.queued', 'Create hosting account "emil" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (19, '01a22b3e-c36d-7001-8038-a7748e8fedff', '2026-11-30 06:57:43.297+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 9}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (20, '01a22b3e-c36d-7001-8038-a7748e8fedff', '2026-11-30 06:57:43.298+00', 'attempt.started', 'Attempt 1: creating "emil" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (21, '01a22b3e-c36d-7001-8038-a7748e8fedff', '2026-11-30 06:57:43.329+00', 'attempt.ended', 'Attempt 1: The panel returned an error (HTTP 500), so it is not known whether the request was executed. NextPanel says: “Internal Server Error”.', '{"code": "panel-error", "outcome": "unknown", "exchanges": [{"answer": "Not JSON but text/plain; charset=utf-8: Internal Server Error", "status": 500, "request": "POST /api/v1/billing/accounts", "durationMs": 20}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (22, '01a22b3e-c36d-7001-8038-a7748e8fedff', '2026-11-30 06:57:43.454+00', 'look.ended', 'Checked the panel: the account does not exist there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 15}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 25}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 27}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 11}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (23, '01a22b3e-c36d-7001-8038-a7748e8fedff', '2026-11-30 06:57:43.459+00', 'operation.waiting', 'Checking again in 1 s before retrying, so that the account is not created twice.', '{"code": null, "nextAttemptAt": "2026-11-30T06:57:43.659Z"}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (24, '01a22b3e-c36d-7001-8038-a7748e8fedff', '2026-11-30 06:57:43.893+00', 'look.ended', 'Checked the panel: the account does not exist there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 57}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 9}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 13}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 31}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (25, '01a22b3e-c36d-7001-8038-a7748e8fedff', '2026-11-30 06:57:43.894+00', 'attempt.started', 'Attempt 2: creating "emil" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (26, '01a22b3e-c36d-7001-8038-a7748e8fedff', '2026-11-30 06:57:44.149+00', 'attempt.ended', 'Attempt 2: The panel returned an error (HTTP 500), so it is not known whether the request was executed. NextPanel says: “Internal Server Error”.', '{"code": "panel-error", "outcome": "unknown", "exchanges": [{"answer": "Not JSON but text/plain; charset=utf-8: Internal Server Error", "status": 500, "request": "POST /api/v1/billing/accounts", "durationMs": 165}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (27, '01a22b3e-c36d-7001-8038-a7748e8fedff', '2026-11-30 06:57:44.417+00', 'look.ended', 'Checked the panel: the account does not exist there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 44}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 33}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 21}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 23}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (28, '01a22b3e-c36d-7001-8038-a7748e8fedff', '2026-11-30 06:57:44.417+00', 'operation.waiting', 'Checking again in 1 s before retrying, so that the account is not created twice.', '{"code": null, "nextAttemptAt": "2026-11-30T06:57:44.617Z"}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (29, '01a22b3e-c7f8-7001-94c7-11195f76c4b8', '2026-11-30 06:57:44.44+00', 'operation.queued', 'Create hosting account "dora" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (30, '01a22b3e-c7f8-7001-94c7-11195f76c4b8', '2026-11-30 06:57:44.492+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=dora", "durationMs": 10}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (31, '01a22b3e-c7f8-7001-94c7-11195f76c4b8', '2026-11-30 06:57:44.492+00', 'attempt.started', 'Attempt 1: creating "dora" on First server.', NULL);
INSERT INTO public.operations VALUES ('01a22b3e-bc50-7003-b96c-88d53293d3b8', '01a22b3e-bc50-7002-9ec3-d596b4c356d8', '01a22b3e-b714-7000-a42c-5eb60068632a', 'create', 'succeeded', '{}', 1, 0, 0, '1', NULL, NULL, NULL, NULL, '2026-11-30 06:57:41.457+00', '2026-11-30 06:57:41.873+00', '2026-11-30 06:57:41.873+00', NULL, 0, false, 0, 'hosting-account', '01a22b3e-bc50-7002-9ec3-d596b4c356d8', '01a22b3e-b714-7000-a42c-5eb60068632a', NULL);
INSERT INTO public.operations VALUES ('01a22b3e-bfa7-7001-9948-21852046cd01', '01a22b3e-bfa7-7000-abf0-63b1a26b4db0', '01a22b3e-b714-7000-a42c-5eb60068632a', 'create', 'succeeded', '{}', 1, 0, 0, '2', NULL, NULL, NULL, NULL, '2026-11-30 06:57:42.311+00', '2026-11-30 06:57:42.43+00', '2026-11-30 06:57:42.43+00', NULL, 0, false, 0, 'hosting-account', '01a22b3e-bfa7-7000-abf0-63b1a26b4db0', '01a22b3e-b714-7000-a42c-5eb60068632a', NULL);
INSERT INTO public.operations VALUES ('01a22b3e-c0bf-7000-ac26-d0022d808e5e', '01a22b3e-bfa7-7000-abf0-63b1a26b4db0', '01a22b3e-b714-7000-a42c-5eb60068632a', 'suspend', 'succeeded', '{"reason": "abuse"}', 1, 0, 0, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:57:42.591+00', '2026-11-30 06:57:42.766+00', '2026-11-30 06:57:42.766+00', NULL, 0, false, 0, 'hosting-account', '01a22b3e-bfa7-7000-abf0-63b1a26b4db0', '01a22b3e-b714-7000-a42c-5eb60068632a', NULL);
INSERT INTO public.operations VALUES ('01a22b3e-c36d-7001-8038-a7748e8fedff', '01a22b3e-c36d-7000-8b3d-cb634acd0f1b', '01a22b3e-b714-7000-a42c-5eb60068632a', 'create', 'waiting', '{}', 2, 1, 0, NULL, '2026-11-30 06:57:44.617+00', NULL, NULL, NULL, '2026-11-30 06:57:43.277+00', '2026-11-30 06:57:44.417+00', NULL, NULL, 0, false, 0, 'hosting-account', '01a22b3e-c36d-7000-8b3d-cb634acd0f1b', '01a22b3e-b714-7000-a42c-5eb60068632a', NULL);
INSERT INTO public.operations VALUES ('01a22b3e-c7f8-7001-94c7-11195f76c4b8', '01a22b3e-c7f8-7000-b6c7-fe28e223db5e', '01a22b3e-b714-7000-a42c-5eb60068632a', 'create', 'running', '{}', 1, 0, 0, NULL, NULL, NULL, '01a22b3e-c742-7000-8e00-ab449c2a0e55', '2026-11-30 06:59:44.492+00', '2026-11-30 06:57:44.44+00', '2026-11-30 06:57:44.492+00', NULL, NULL, 0, false, 0, 'hosting-account', '01a22b3e-c7f8-7000-b6c7-fe28e223db5e', '01a22b3e-b714-7000-a42c-5eb60068632a', NULL);
INSERT INTO public.rate_limits VALUES ('4c7488d3-e394-4796-baaf-37759f389c16', 'sign-in|127.0.0.1', 1, 1796021859709);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (1, '01a22b3e-b714-7000-a42c-5eb60068632a', '2026-11-30 06:57:40.591+00', 'person', 'online', 432, NULL, NULL);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (2, '01a22b3e-b9c3-7000-a744-ebda14309026', '2026-11-30 06:57:41.096+00', 'person', 'online', 226, NULL, NULL);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (3, '01a22b3e-b9c3-7000-a744-ebda14309026', '2026-11-30 06:57:43.785+00', 'person', 'offline', 8, 'tcp', '127.0.0.1 port 21614 refused the connection. Nothing was sent.');
INSERT INTO public.servers VALUES ('01a22b3e-b9c3-7000-a744-ebda14309026', 'Second server', 'nextpanel', 'http://127.0.0.1:21614', NULL, 100, 'active', 'offline', '127.0.0.1 port 21614 refused the connection. Nothing was sent. Check that the panel is running and that the port in the Base URL is correct.', '[{"id": "dns", "state": "pass", "message": "127.0.0.1 is an IP address, so no DNS lookup is needed.", "durationMs": 0}, {"id": "tcp", "state": "fail", "remedy": "Check that the panel is running and that the port in the Base URL is correct.", "message": "127.0.0.1 port 21614 refused the connection. Nothing was sent.", "durationMs": 8}, {"id": "tls", "state": "not-checked", "message": "Not checked, because an earlier step failed.", "durationMs": 0}, {"id": "health", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "key", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "permission", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "scope", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "ip", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "latency", "state": "not-checked", "message": "Not reached.", "durationMs": 0}]', 1, '2026-11-30 06:57:43.785+00', 'v2.4R1w7_Q7.d33oAXnZd6XqMCdU.8R-O6eXDkSAJYOvvXQMV_wyB9Wg.pjM8WH3HhhqiOeeCi4uXpA', 'v2.4R1w7_Q7.b6rhfDK68MNg_vRp.sjAnXGyYkqggFTix7r02oNu3yiU.i6oIujjn7-oEF7-9gEKtHQ', '9749fe87690f9dcf8acc5f76dd7e67d89650e41a4cf6b82415e4a7cd2176a2bd', 'npk_made…', NULL, '2026-11-30 06:57:40.803+00', '2026-11-30 06:57:43.785+00', 0, NULL, NULL, NULL, NULL, NULL, 'closed', NULL, 0, NULL, NULL, 0, 0, NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.servers VALUES ('01a22b3e-b714-7000-a42c-5eb60068632a', 'First server', 'nextpanel', 'http://127.0.0.1:21613', NULL, 100, 'active', 'online', 'The panel responds and accepts the key.', '[{"id": "dns", "state": "pass", "message": "127.0.0.1 is an IP address, so no DNS lookup is needed.", "durationMs": 0}, {"id": "tcp", "state": "pass", "message": "Connected to 127.0.0.1 port 21613.", "durationMs": 18}, {"id": "tls", "state": "warn", "remedy": "Use https:// in the Base URL if the connection leaves your own network.", "message": "The Base URL starts with http://, so the API key is sent unencrypted.", "durationMs": 0}, {"id": "health", "state": "pass", "message": "NextPanel responds and reports “healthy”.", "durationMs": 154}, {"id": "key", "state": "pass", "message": "NextPanel accepts the API key.", "durationMs": 48}, {"id": "permission", "state": "pass", "message": "The API key can create accounts.", "durationMs": 48}, {"id": "scope", "state": "pass", "message": "The API key has the scope Account Management.", "durationMs": 48}, {"id": "ip", "state": "pass", "message": "NextPanel accepts the API key from our address (the local address is 127.0.0.1; behind NAT, the panel may see a different one).", "durationMs": 48}, {"id": "latency", "state": "pass", "message": "The panel responds in 48 ms.", "durationMs": 48}]', 0, '2026-11-30 06:57:40.591+00', 'v2.4R1w7_Q7.cyDNEd5WhaEljWdC.5nDMmIdyUUMLLQOKfvvwqXedjug.jvkZENkvbqoerVCp_iDweQ', 'v2.4R1w7_Q7.PiZASAa3v_5uZYYY.BSJyBcOBxOP4muy0NWJtmd7y_BE.hLJ6Em236c5zRW9KjKifIA', '9749fe87690f9dcf8acc5f76dd7e67d89650e41a4cf6b82415e4a7cd2176a2bd', 'npk_made…', NULL, '2026-11-30 06:57:40.116+00', '2026-11-30 06:57:43.499+00', 0, NULL, NULL, NULL, NULL, NULL, 'closed', NULL, 1, '01a22b3e-c36d-7001-8038-a7748e8fedff', NULL, 0, 0, NULL, NULL, 4, NULL, NULL, '2026-11-30 06:57:41.86+00');
INSERT INTO public.sessions VALUES ('e978a811-dfc5-4180-bad8-44016503410b', '01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'rrcxQ9xBLzI8alqaENn3y0PK1ZeIfyU6', '2026-12-07 06:57:39.898+00', '127.0.0.1', '', '2026-11-30 06:57:39.898+00', '2026-11-30 06:57:39.898+00');
INSERT INTO public.users VALUES ('01a22b3e-b3c7-7000-b38f-75bc9653d3a4', 'staff', 'admin@example.com', 'Administrator', false, NULL, true, '2026-11-30 06:57:39.271+00', '2026-11-30 06:57:39.271+00');
INSERT INTO public.users VALUES ('01a22b3e-bbc3-7001-972e-a4874d2680b7', 'customer', 'anna@example.com', 'Customer anna', false, NULL, true, '2026-11-30 06:57:41.398+00', '2026-11-30 06:57:41.398+00');
INSERT INTO public.users VALUES ('01a22b3e-be7d-7000-9bf2-6cbabfe715ac', 'customer', 'berta@example.com', 'Customer berta', false, NULL, true, '2026-11-30 06:57:42.311+00', '2026-11-30 06:57:42.311+00');
INSERT INTO public.users VALUES ('01a22b3e-c257-7001-9d42-24c894a0edf1', 'customer', 'carla@example.com', 'Customer carla', false, NULL, true, '2026-11-30 06:57:43.052+00', '2026-11-30 06:57:43.052+00');
INSERT INTO public.users VALUES ('01a22b3e-c30e-7000-8efe-10c830e4e305', 'customer', 'emil@example.com', 'Customer emil', false, NULL, true, '2026-11-30 06:57:43.277+00', '2026-11-30 06:57:43.277+00');
INSERT INTO public.users VALUES ('01a22b3e-c732-7000-81ba-0af1941d344c', 'customer', 'dora@example.com', 'Customer dora', false, NULL, true, '2026-11-30 06:57:44.44+00', '2026-11-30 06:57:44.44+00');
SELECT pg_catalog.setval('drizzle.__drizzle_migrations_id_seq', 19, true);
SELECT pg_catalog.setval('public.audit_entries_id_seq', 13, true);
SELECT pg_catalog.setval('public.operation_events_id_seq', 31, true);
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
CREATE INDEX customers_active_name_key ON public.customers USING btree (is_active, name_key, id);
CREATE INDEX customers_attention_created_at ON public.customers USING btree (created_at, id) WHERE needs_attention;
CREATE INDEX customers_attention_email ON public.customers USING btree (email, id) WHERE needs_attention;
CREATE INDEX customers_attention_name_key ON public.customers USING btree (name_key, id) WHERE needs_attention;
CREATE INDEX customers_created_at ON public.customers USING btree (created_at, id);
CREATE INDEX customers_email ON public.customers USING btree (email, id);
CREATE INDEX customers_email_prefix ON public.customers USING btree (email text_pattern_ops);
CREATE INDEX customers_hosting_created_at ON public.customers USING btree (has_hosting, created_at, id);
CREATE INDEX customers_hosting_email ON public.customers USING btree (has_hosting, email, id);
CREATE INDEX customers_hosting_name_key ON public.customers USING btree (has_hosting, name_key, id);
CREATE INDEX customers_name_key ON public.customers USING btree (name_key, id);
CREATE INDEX customers_search ON public.customers USING gin (search public.gin_trgm_ops);
CREATE UNIQUE INDEX engine_pauses_one_open ON public.engine_pauses USING btree ((true)) WHERE (ended_at IS NULL);
CREATE INDEX hosting_accounts_customer ON public.hosting_accounts USING btree (customer_id, created_at);
CREATE INDEX hosting_accounts_panel_user ON public.hosting_accounts USING btree (panel_user_id);
CREATE INDEX hosting_accounts_server ON public.hosting_accounts USING btree (server_id, status);
CREATE UNIQUE INDEX hosting_accounts_server_email ON public.hosting_accounts USING btree (server_id, email) WHERE holds_slot;
CREATE UNIQUE INDEX hosting_accounts_server_panel_user ON public.hosting_accounts USING btree (server_id, panel_user_id) WHERE holds_slot;
CREATE UNIQUE INDEX hosting_accounts_server_username ON public.hosting_accounts USING btree (server_id, username) WHERE holds_slot;
CREATE INDEX hosting_accounts_slots ON public.hosting_accounts USING btree (server_id, status) WHERE holds_slot;
CREATE INDEX hosting_accounts_username ON public.hosting_accounts USING btree (username text_pattern_ops);
CREATE INDEX idempotency_keys_created_at ON public.idempotency_keys USING btree (created_at);
CREATE INDEX operation_events_operation ON public.operation_events USING btree (operation_id, id);
CREATE INDEX operations_created_at ON public.operations USING btree (created_at, id);
CREATE INDEX operations_creations ON public.operations USING btree (created_at, status, ended_at) WHERE (kind = 'create'::text);
CREATE INDEX operations_due ON public.operations USING btree (next_attempt_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text, 'waiting'::text]));
CREATE INDEX operations_failed_creates ON public.operations USING btree (created_at, id) WHERE ((kind = 'create'::text) AND (status = 'failed'::text) AND (dismissed_at IS NULL));
CREATE UNIQUE INDEX operations_one_open ON public.operations USING btree (subject_id) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text, 'waiting'::text, 'needs-person'::text]));
CREATE INDEX operations_queue ON public.operations USING btree (queue_key, created_at);
CREATE INDEX operations_queue_status ON public.operations USING btree (queue_key, status, created_at, id);
CREATE INDEX operations_status ON public.operations USING btree (status, created_at, id);
CREATE INDEX operations_subject ON public.operations USING btree (subject_id, created_at);
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
CREATE TRIGGER hosting_accounts_count_deleted AFTER DELETE ON public.hosting_accounts FOR EACH ROW WHEN (old.holds_slot) EXECUTE FUNCTION public.count_server_slots();
CREATE TRIGGER hosting_accounts_count_inserted AFTER INSERT ON public.hosting_accounts FOR EACH ROW WHEN (new.holds_slot) EXECUTE FUNCTION public.count_server_slots();
CREATE TRIGGER hosting_accounts_count_updated AFTER UPDATE OF holds_slot, server_id ON public.hosting_accounts FOR EACH ROW WHEN (((old.holds_slot IS DISTINCT FROM new.holds_slot) OR (old.server_id IS DISTINCT FROM new.server_id))) EXECUTE FUNCTION public.count_server_slots();
CREATE CONSTRAINT TRIGGER hosting_accounts_note_hosting AFTER INSERT ON public.hosting_accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status <> ALL (ARRAY['terminated'::text, 'failed'::text, 'conflict'::text, 'unknown'::text]))) EXECUTE FUNCTION public.note_hosting();
CREATE CONSTRAINT TRIGGER hosting_accounts_pass_on_insert AFTER INSERT ON public.hosting_accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status = ANY (ARRAY['terminated'::text, 'failed'::text, 'conflict'::text, 'unknown'::text]))) EXECUTE FUNCTION public.pass_on_hosting_state();
CREATE CONSTRAINT TRIGGER hosting_accounts_pass_on_status AFTER UPDATE OF status ON public.hosting_accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((old.status = 'terminated'::text) IS DISTINCT FROM (new.status = 'terminated'::text)) OR ((old.status = ANY (ARRAY['failed'::text, 'conflict'::text, 'unknown'::text])) IS DISTINCT FROM (new.status = ANY (ARRAY['failed'::text, 'conflict'::text, 'unknown'::text]))))) EXECUTE FUNCTION public.pass_on_hosting_state();
CREATE TRIGGER operations_keep_subject BEFORE INSERT ON public.operations FOR EACH ROW EXECUTE FUNCTION public.keep_operation_subject();
CREATE CONSTRAINT TRIGGER operations_pass_on_change AFTER UPDATE OF status, stopped_by_trouble, dismissed_at ON public.operations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((old.status = ANY (ARRAY['needs-person'::text, 'failed'::text])) OR (new.status = ANY (ARRAY['needs-person'::text, 'failed'::text]))) AND (((old.status IS DISTINCT FROM new.status) OR (old.stopped_by_trouble IS DISTINCT FROM new.stopped_by_trouble)) OR (old.dismissed_at IS DISTINCT FROM new.dismissed_at)))) EXECUTE FUNCTION public.pass_on_operation_state();
CREATE CONSTRAINT TRIGGER operations_pass_on_insert AFTER INSERT ON public.operations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status = ANY (ARRAY['needs-person'::text, 'failed'::text]))) EXECUTE FUNCTION public.pass_on_operation_state();
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
