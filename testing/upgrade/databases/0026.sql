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
CREATE FUNCTION public.give_first_staff_user_a_role() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NEW."role" = 'staff' AND NEW."staff_role" IS NULL
     AND NOT EXISTS (SELECT 1 FROM "users" WHERE "role" = 'staff') THEN
    NEW."staff_role" := 'owner';
  END IF;
  RETURN NEW;
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
CREATE FUNCTION public.record_last_sign_in() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO "last_sign_ins" ("user_id", "at") VALUES (NEW."user_id", NEW."created_at")
  ON CONFLICT ("user_id") DO UPDATE SET "at" = greatest("last_sign_ins"."at", excluded."at");
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
CREATE TABLE public.api_tokens (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    name text NOT NULL,
    token_hash text NOT NULL,
    permissions text[] NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    last_used_at timestamp(3) with time zone,
    expires_at timestamp(3) with time zone,
    revoked_at timestamp(3) with time zone
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
    request_id text,
    address text
);
ALTER TABLE public.audit_entries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.audit_entries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.audit_seals (
    entry_id bigint NOT NULL,
    hash text NOT NULL,
    key_id text NOT NULL
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
CREATE TABLE public.email_changes (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    old_email text NOT NULL,
    new_email text NOT NULL,
    token_hash text NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL,
    created_at timestamp(3) with time zone NOT NULL
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
CREATE TABLE public.import_rows (
    import_id uuid NOT NULL,
    number integer NOT NULL,
    state text DEFAULT 'pending'::text NOT NULL,
    cells_sealed text,
    email text,
    full_name text,
    username text,
    server_id uuid,
    content_hash text,
    link_id uuid,
    credentials_sealed text,
    customer_id uuid,
    account_id uuid,
    operation_id uuid,
    errors jsonb DEFAULT '[]'::jsonb NOT NULL
);
CREATE TABLE public.imports (
    id uuid NOT NULL,
    status text NOT NULL,
    file_name text NOT NULL,
    from_server_id uuid,
    encoding text DEFAULT 'utf-8'::text NOT NULL,
    separator text DEFAULT 'comma'::text NOT NULL,
    preset text DEFAULT 'generic'::text NOT NULL,
    columns jsonb NOT NULL,
    defaults jsonb NOT NULL,
    counts jsonb NOT NULL,
    checked_to integer DEFAULT 0 NOT NULL,
    rows_per_second double precision,
    created_by text NOT NULL,
    started_by jsonb,
    lease_token uuid,
    lease_until timestamp(3) with time zone,
    credentials_downloaded_at timestamp(3) with time zone,
    credentials_downloaded_by text,
    secrets_erased_at timestamp(3) with time zone,
    uploaded_at timestamp(3) with time zone,
    started_at timestamp(3) with time zone,
    ended_at timestamp(3) with time zone,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL
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
    secrets_bound_at timestamp(3) with time zone,
    audit_key_sealed text,
    next_key_id text,
    staff_factors_required boolean DEFAULT false NOT NULL
);
CREATE TABLE public.known_addresses (
    user_id uuid NOT NULL,
    address text NOT NULL,
    seen_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.last_sign_ins (
    user_id uuid NOT NULL,
    at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.mail_settings (
    "only" boolean DEFAULT true NOT NULL,
    host text NOT NULL,
    port integer NOT NULL,
    tls text NOT NULL,
    username text,
    password_sealed text,
    from_address text NOT NULL,
    from_name text NOT NULL,
    alerts_to text[] NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.mail_templates (
    kind text NOT NULL,
    language text NOT NULL,
    subject text NOT NULL,
    text text NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.mails (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    recipient text NOT NULL,
    recipient_name text DEFAULT ''::text NOT NULL,
    user_id uuid,
    customer_id uuid,
    operation_id uuid,
    "values" jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp(3) with time zone,
    lease_token uuid,
    message_id text,
    link_id uuid,
    error text,
    resend_of uuid,
    created_at timestamp(3) with time zone NOT NULL,
    sent_at timestamp(3) with time zone
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
CREATE TABLE public.passkeys (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    credential_id text NOT NULL,
    public_key text NOT NULL,
    counter bigint NOT NULL,
    transports text[] NOT NULL,
    name text NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    last_used_at timestamp(3) with time zone
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
CREATE TABLE public.recovery_codes (
    user_id uuid NOT NULL,
    code_hash text NOT NULL
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
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    method text,
    authenticated_at timestamp(3) with time zone
);
CREATE TABLE public.spent_challenges (
    challenge_hash text NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.totp_factors (
    user_id uuid NOT NULL,
    secret_sealed text,
    confirmed_at timestamp(3) with time zone,
    last_used_step bigint,
    created_at timestamp(3) with time zone NOT NULL
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
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    staff_role text,
    two_factor boolean DEFAULT false NOT NULL,
    CONSTRAINT users_staff_role CHECK (((role = 'staff'::text) = (staff_role IS NOT NULL)))
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
INSERT INTO drizzle.__drizzle_migrations VALUES (20, '426f009f477cec32d8989aa4e91a5097cfbe2385a9808711b8a27bfcf49b8e0c', 1795922743136);
INSERT INTO drizzle.__drizzle_migrations VALUES (21, '290c27760b2c1f0b151cb638a26fd0125657b608adc82827e52072f67449f2a1', 1795934376887);
INSERT INTO drizzle.__drizzle_migrations VALUES (22, '4d821e2668fb5036632304d92b60f7877f50cd8a61c2ad4e7be8a99fe94acc76', 1795939159922);
INSERT INTO drizzle.__drizzle_migrations VALUES (23, '212aa3f536fa5664e94b3a82d2ab24ba6906defd2fe1f9c44289f794463eeea2', 1795939749081);
INSERT INTO drizzle.__drizzle_migrations VALUES (24, 'e48a1006db7911a07cb9824f6273bdf0def9ef36ccf6fe9a55083d7cd0580943', 1795941258247);
INSERT INTO drizzle.__drizzle_migrations VALUES (25, 'e9e7390db369cdc51cc8336e397d4807633c766ee9e889c02b6326e7e1b40a38', 1795943305897);
INSERT INTO drizzle.__drizzle_migrations VALUES (26, '9783fd1f1bf4956b86fa261f3980f0c0f9db89c5796ebe71cafd43d534974454', 1795951522944);
INSERT INTO drizzle.__drizzle_migrations VALUES (27, '4a08b69cecebc9b495e06095da36a4c3b4af1f860af042519a193ad4f2ee5cec', 1795954910877);
INSERT INTO pgboss.job_common VALUES ('e2445b54-19f6-4c2a-ba8f-a76475881e3a', 'alert.deliver', 0, '{"event": "alert.opened", "alertId": "01a22b3f-81a7-7000-83dd-8a7cae4bb652"}', 'retry', 20, 0, 1, true, 60, 900, 600, '01a22b3f-81b0-7000-b8e3-8099af1f9fbf', NULL, NULL, NULL, '2026-11-30 06:58:33.822969+00', '2026-11-30 06:58:31.943074+00', '2026-11-30 06:58:32.04115+00', NULL, '2026-12-14 06:58:31.943074+00', '{"name": "Error", "stack": "Error: The job failed. See the log for the reason.\n    at handleLogged (file:///server/platform/jobs/workers.ts:41:11)\n    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)\n    at async file:///server/platform/jobs/workers.ts:27:7", "message": "The job failed. See the log for the reason."}', NULL, 'singleton', NULL, 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.queue VALUES ('alert.deliver', 'singleton', 20, 1, true, 60, 900, 1209600, 600, NULL, false, 'job_common', 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, '{}', 10, true, NULL, NULL, NULL, NULL, '2026-11-30 06:58:26.437084+00', '2026-11-30 06:58:26.472178+00');
INSERT INTO pgboss.version VALUES (46, NULL, '2026-11-30 06:58:27.031019+00', '2026-11-30 06:58:32.110077+00', NULL, NULL);
INSERT INTO public.alerts VALUES ('01a22b3f-81a7-7000-83dd-8a7cae4bb652', '01a22b3f-731b-7000-b5d8-bdfe6e485cb9', 'unreachable', 'Second server is offline: 127.0.0.1 port 21614 refused the connection. Nothing was sent. Check that the panel is running and that the port in the Base URL is correct.', 'It gets no new accounts. Pending operations are retried automatically.', 'Check that the server is running and reachable. The connection is checked automatically.', '2026-11-30 06:58:31.944+00', NULL);
INSERT INTO public.attempts VALUES ('01a22b3f-7566-7000-9d9a-41c369b943c1', '01a22b3f-75d1-7001-9295-e300bd68b579', 1, '2026-11-30 06:58:28.838+00', '2026-11-30 06:58:29.1+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b3f-77bb-7000-b890-00870d76db14', '01a22b3f-7896-7001-8c85-ea4029a222ea', 1, '2026-11-30 06:58:29.435+00', '2026-11-30 06:58:29.919+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b3f-7bce-7000-aee1-fb319e9bc4d8', '01a22b3f-7b07-7000-9846-fee7d0f5b03a', 1, '2026-11-30 06:58:30.478+00', '2026-11-30 06:58:30.514+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b3f-7f1a-7000-aa63-7db1209bab03', '01a22b3f-7efb-7001-820e-d8cc3ac580a4', 1, '2026-11-30 06:58:31.322+00', '2026-11-30 06:58:31.46+00', 'unknown', 'panel-error');
INSERT INTO public.attempts VALUES ('01a22b3f-815e-7000-b253-2ae43c73998a', '01a22b3f-7efb-7001-820e-d8cc3ac580a4', 2, '2026-11-30 06:58:31.902+00', '2026-11-30 06:58:31.928+00', 'unknown', 'panel-error');
INSERT INTO public.attempts VALUES ('01a22b3f-8340-7000-a877-2e810b195b2e', '01a22b3f-82cc-7001-9ae7-c58209eec5f1', 1, '2026-11-30 06:58:32.384+00', NULL, NULL, NULL);
INSERT INTO public.attempts VALUES ('01a22b3f-8379-7000-9a14-411fb8a06928', '01a22b3f-7efb-7001-820e-d8cc3ac580a4', 3, '2026-11-30 06:58:32.441+00', '2026-11-30 06:58:32.492+00', 'unknown', 'panel-error');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-30 06:58:27.213+00', 'system', NULL, 'settings', 'staff.create', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', NULL, '{"role": "owner", "email": "admin@example.com", "fullName": "Administrator", "password": true}', NULL, NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-30 06:58:27.616+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'session.sign-in', 'login', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', NULL, '{"method": "password"}', '01a22b3f-7014-7000-b1ec-21827efb1ea4', '127.0.0.1');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (3, '2026-11-30 06:58:27.718+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'server.add', 'server', '01a22b3f-7106-7000-92e8-342a7e04fed4', NULL, '{"name": "First server", "apiKey": true, "driver": "nextpanel", "baseUrl": "http://127.0.0.1:21613", "capacity": 100, "location": null, "authorities": [], "maxConcurrentRequests": null}', '01a22b3f-70de-7000-8bfc-5c94aa4513d3', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (4, '2026-11-30 06:58:28.251+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'server.add', 'server', '01a22b3f-731b-7000-b5d8-bdfe6e485cb9', NULL, '{"name": "Second server", "apiKey": true, "driver": "nextpanel", "baseUrl": "http://127.0.0.1:21614", "capacity": 100, "location": null, "authorities": [], "maxConcurrentRequests": null}', '01a22b3f-72db-7000-820b-62e63cf77719', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (5, '2026-11-30 06:58:28.945+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'customer.create', 'customer', '01a22b3f-7503-7000-a253-1b749f55bf24', NULL, '{"email": "anna@example.com", "fullName": "Customer anna", "isActive": true, "password": true, "companyName": null}', '01a22b3f-74e0-7000-8c98-d179c59b796a', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (6, '2026-11-30 06:58:28.946+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3f-75d1-7000-8e11-4fa64cddcf98', NULL, '{"email": "anna@example.com", "password": true, "serverId": "01a22b3f-7106-7000-92e8-342a7e04fed4", "username": "anna", "customerId": "01a22b3f-7503-7000-a253-1b749f55bf24"}', '01a22b3f-74e0-7000-8c98-d179c59b796a', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (7, '2026-11-30 06:58:29.653+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'customer.create', 'customer', '01a22b3f-7743-7000-8cf0-1786159c4c7f', NULL, '{"email": "berta@example.com", "fullName": "Customer berta", "isActive": true, "password": true, "companyName": null}', '01a22b3f-7738-7000-9653-9d8fd3e2c427', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (8, '2026-11-30 06:58:29.654+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3f-7896-7000-95df-121228257685', NULL, '{"email": "berta@example.com", "password": true, "serverId": "01a22b3f-7106-7000-92e8-342a7e04fed4", "username": "berta", "customerId": "01a22b3f-7743-7000-8cf0-1786159c4c7f"}', '01a22b3f-7738-7000-9653-9d8fd3e2c427', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (9, '2026-11-30 06:58:30.355+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'hosting-account.suspend', 'hosting-account', '01a22b3f-7896-7000-95df-121228257685', '{"suspendReasons": []}', '{"note": null, "reason": "abuse"}', '01a22b3f-7a41-7000-bdd7-563ca4274ef6', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (10, '2026-11-30 06:58:30.842+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'customer.create', 'customer', '01a22b3f-7cb9-7000-bf1b-a0a46fcab931', NULL, '{"email": "carla@example.com", "fullName": "Customer carla", "isActive": true, "password": true, "companyName": null}', '01a22b3f-7cb3-7000-b759-3d1956901066', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (11, '2026-11-30 06:58:31.291+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'customer.create', 'customer', '01a22b3f-7dfc-7000-8635-c22874221d12', NULL, '{"email": "emil@example.com", "fullName": "Customer emil", "isActive": true, "password": true, "companyName": null}', '01a22b3f-7de6-7000-8373-ee6e5f835ca7', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (12, '2026-11-30 06:58:31.291+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3f-7efb-7000-9607-ce0f2dfcd05f', NULL, '{"email": "emil@example.com", "password": true, "serverId": "01a22b3f-7106-7000-92e8-342a7e04fed4", "username": "emil", "customerId": "01a22b3f-7dfc-7000-8635-c22874221d12"}', '01a22b3f-7de6-7000-8373-ee6e5f835ca7', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (13, '2026-11-30 06:58:32.268+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'customer.create', 'customer', '01a22b3f-8221-7000-ab26-d0165b840e22', NULL, '{"email": "dora@example.com", "fullName": "Customer dora", "isActive": true, "password": true, "companyName": null}', '01a22b3f-8204-7000-add8-63a5643a9b2c', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (14, '2026-11-30 06:58:32.269+00', 'staff', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b3f-82cc-7000-8ad3-acbdfc21f8f3', NULL, '{"email": "dora@example.com", "password": true, "serverId": "01a22b3f-7106-7000-92e8-342a7e04fed4", "username": "dora", "customerId": "01a22b3f-8221-7000-ab26-d0165b840e22"}', '01a22b3f-8204-7000-add8-63a5643a9b2c', NULL);
INSERT INTO public.credentials VALUES ('7e0476cb-74ae-4a61-8279-6c432268d3c6', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$ym/+hXhJG8iAemSxUwru2w$Xa7LyWD9U6UaSmGr3JZDA5EyN6hT8YqCoV0ugdc0t0g', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:58:27.213+00', '2026-11-30 06:58:27.213+00');
INSERT INTO public.credentials VALUES ('ff570bf0-264e-4d2f-9ff7-67e9df148a0e', '01a22b3f-7504-7000-b022-8e64226e643e', '01a22b3f-7504-7000-b022-8e64226e643e', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$b0BpeZWudeZ65ArPXcjVLA$U3FMSVsdNpd8iz2O84b3yqROONPCZASOLvp8QII8UWA', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:58:28.945+00', '2026-11-30 06:58:28.945+00');
INSERT INTO public.credentials VALUES ('9c4b269c-8f57-48e6-8e67-27185192fc78', '01a22b3f-7743-7001-8306-612f4157e26f', '01a22b3f-7743-7001-8306-612f4157e26f', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$XrGhiTqQvMzRlBF2zCjgXQ$PucRAvXyxSHM3ymzRQJeSYcp5CwDmkOXUd9Z7IlyN2k', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:58:29.653+00', '2026-11-30 06:58:29.653+00');
INSERT INTO public.credentials VALUES ('a77304a3-e690-4ab0-a829-7b2a7b4441dc', '01a22b3f-7cb9-7001-9173-ec612ffd797d', '01a22b3f-7cb9-7001-9173-ec612ffd797d', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$jTMueoebPZlHo3HtAV+n6g$fte/V07hodK/sRJxve0GDQURPZzz8UTcjmtbkqs0lXU', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:58:30.842+00', '2026-11-30 06:58:30.842+00');
INSERT INTO public.credentials VALUES ('33646976-b4a4-497d-a328-e519e3b62f5e', '01a22b3f-7dfc-7001-ba47-ddac7bfade5e', '01a22b3f-7dfc-7001-ba47-ddac7bfade5e', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$UUxr6B7dIYbm3eXRZciZQQ$NG0xGCmKdFIodFl3H5NUnlxehu/PyEe4LNeNOS4k9VY', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:58:31.291+00', '2026-11-30 06:58:31.291+00');
INSERT INTO public.credentials VALUES ('1bdcc45c-d21a-4f94-bc77-3871a11d6964', '01a22b3f-8221-7001-97e0-9bffe44e7a83', '01a22b3f-8221-7001-97e0-9bffe44e7a83', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$YOh4Cg+jY0FKBNNif4vq9w$TE1jY0Q0EBq6yKVU0UUyZ3FZoNo2WT1W0bYLQdkAmIo', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:58:32.268+00', '2026-11-30 06:58:32.268+00');
INSERT INTO public.customers VALUES ('01a22b3f-7503-7000-a253-1b749f55bf24', '01a22b3f-7504-7000-b022-8e64226e643e', 'anna@example.com', 'Customer anna', NULL, '2026-11-30 06:58:28.945+00', '2026-11-30 06:58:28.945+00', true, true, false, DEFAULT, DEFAULT);
INSERT INTO public.customers VALUES ('01a22b3f-7743-7000-8cf0-1786159c4c7f', '01a22b3f-7743-7001-8306-612f4157e26f', 'berta@example.com', 'Customer berta', NULL, '2026-11-30 06:58:29.653+00', '2026-11-30 06:58:29.653+00', true, true, false, DEFAULT, DEFAULT);
INSERT INTO public.customers VALUES ('01a22b3f-7cb9-7000-bf1b-a0a46fcab931', '01a22b3f-7cb9-7001-9173-ec612ffd797d', 'carla@example.com', 'Customer carla', NULL, '2026-11-30 06:58:30.842+00', '2026-11-30 06:58:30.842+00', true, false, false, DEFAULT, DEFAULT);
INSERT INTO public.customers VALUES ('01a22b3f-7dfc-7000-8635-c22874221d12', '01a22b3f-7dfc-7001-ba47-ddac7bfade5e', 'emil@example.com', 'Customer emil', NULL, '2026-11-30 06:58:31.291+00', '2026-11-30 06:58:31.291+00', true, true, false, DEFAULT, DEFAULT);
INSERT INTO public.customers VALUES ('01a22b3f-8221-7000-ab26-d0165b840e22', '01a22b3f-8221-7001-97e0-9bffe44e7a83', 'dora@example.com', 'Customer dora', NULL, '2026-11-30 06:58:32.268+00', '2026-11-30 06:58:32.268+00', true, true, false, DEFAULT, DEFAULT);
INSERT INTO public.hosting_accounts VALUES ('01a22b3f-75d1-7000-8e11-4fa64cddcf98', '01a22b3f-7503-7000-a253-1b749f55bf24', '01a22b3f-7106-7000-92e8-342a7e04fed4', 'anna', 'anna@example.com', NULL, 'npb1.400dbd72.1.01a22b3f75d170008e114fa64cddcf98.1fbfbc3acbf2aed67213d7b6', 'active', true, '1', true, '[]', NULL, true, '2026-11-30 06:58:28.946+00', '2026-11-30 06:58:29.134+00', NULL, '2026-12-07 06:58:28.955+00');
INSERT INTO public.hosting_accounts VALUES ('01a22b3f-7896-7000-95df-121228257685', '01a22b3f-7743-7000-8cf0-1786159c4c7f', '01a22b3f-7106-7000-92e8-342a7e04fed4', 'berta', 'berta@example.com', NULL, 'npb1.400dbd72.1.01a22b3f7896700095df121228257685.7f48824763db8c0f3d55ca8f', 'suspended', true, '2', true, '["abuse"]', NULL, true, '2026-11-30 06:58:29.654+00', '2026-11-30 06:58:30.542+00', NULL, '2026-12-07 06:58:29.655+00');
INSERT INTO public.hosting_accounts VALUES ('01a22b3f-7efb-7000-9607-ce0f2dfcd05f', '01a22b3f-7dfc-7000-8635-c22874221d12', '01a22b3f-7106-7000-92e8-342a7e04fed4', 'emil', 'emil@example.com', NULL, 'npb1.400dbd72.1.01a22b3f7efb70009607ce0f2dfcd05f.1e2df39a80cb74163dcabfc5', 'unknown', true, NULL, false, '[]', 'v2.4R1w7_Q7.vwFQJBTD73zv1FPs.r6RjiOen0zNfABPyC8C0XrLp.Dk4XOsR0Ao8-Ln20ldjvKg', true, '2026-11-30 06:58:31.291+00', '2026-11-30 06:58:32.028+00', NULL, '2026-12-07 06:58:31.292+00');
INSERT INTO public.hosting_accounts VALUES ('01a22b3f-82cc-7000-8ad3-acbdfc21f8f3', '01a22b3f-8221-7000-ab26-d0165b840e22', '01a22b3f-7106-7000-92e8-342a7e04fed4', 'dora', 'dora@example.com', NULL, 'npb1.400dbd72.1.01a22b3f82cc70008ad3acbdfc21f8f3.33017920dcd312bc07334991', 'pending', true, NULL, false, '[]', 'v2.4R1w7_Q7.73LufQsdJRnlO0A6.ar7Dd-99ruSDap_zVULPKZ4V._3j8dXXRqycXsUMFYUNUxw', true, '2026-11-30 06:58:32.269+00', '2026-11-30 06:58:32.269+00', NULL, '2026-12-07 06:58:32.279+00');
INSERT INTO public.installation VALUES (true, '01a22b3f-6899-7000-8bad-2a30400dbd72', 1, NULL, '2026-11-30 06:58:25.575086+00', 'cluster 7713855204923022251 database 16384', 'recognised', NULL, NULL, '2026-11-30 06:58:25.704+00', 'v2.4R1w7_Q7.Mg0yCU6vMgcfB4H2.gpWMWzo2M8sCduS3_bV04H0XpFkT9CX22orgYcMEcc5JmNF8RSkYQh56QQ.1LtLybJe07k9VQ6yf9n_gQ', NULL, false);
INSERT INTO public.known_addresses VALUES ('01a22b3f-6f0d-7000-8684-0f260cd06f1d', '127.0.0.1', '2026-11-30 06:58:27.616+00');
INSERT INTO public.last_sign_ins VALUES ('01a22b3f-6f0d-7000-8684-0f260cd06f1d', '2026-11-30 06:58:27.616+00');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (1, '01a22b3f-75d1-7001-9295-e300bd68b579', '2026-11-30 06:58:28.946+00', 'operation.queued', 'Create hosting account "anna" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (2, '01a22b3f-75d1-7001-9295-e300bd68b579', '2026-11-30 06:58:28.838+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=anna", "durationMs": 43}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (3, '01a22b3f-75d1-7001-9295-e300bd68b579', '2026-11-30 06:58:28.838+00', 'attempt.started', 'Attempt 1: creating "anna" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (4, '01a22b3f-75d1-7001-9295-e300bd68b579', '2026-11-30 06:58:29.1+00', 'attempt.ended', 'Attempt 1: the panel returned NextPanel User ID 1.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 1, username anna.", "status": 201, "request": "POST /api/v1/billing/accounts", "durationMs": 54}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (5, '01a22b3f-75d1-7001-9295-e300bd68b579', '2026-11-30 06:58:29.133+00', 'read-back.ended', 'Verified account 1.', '{"exchanges": [{"answer": "Account 1, username anna.", "status": 200, "request": "GET /api/v1/billing/accounts/1", "durationMs": 11}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (6, '01a22b3f-75d1-7001-9295-e300bd68b579', '2026-11-30 06:58:29.143+00', 'operation.succeeded', 'Created and verified: NextPanel User ID 1.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (7, '01a22b3f-7896-7001-8c85-ea4029a222ea', '2026-11-30 06:58:29.654+00', 'operation.queued', 'Create hosting account "berta" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (8, '01a22b3f-7896-7001-8c85-ea4029a222ea', '2026-11-30 06:58:29.435+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=berta", "durationMs": 47}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (9, '01a22b3f-7896-7001-8c85-ea4029a222ea', '2026-11-30 06:58:29.435+00', 'attempt.started', 'Attempt 1: creating "berta" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (10, '01a22b3f-7896-7001-8c85-ea4029a222ea', '2026-11-30 06:58:29.919+00', 'attempt.ended', 'Attempt 1: the panel returned NextPanel User ID 2.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 2, username berta.", "status": 201, "request": "POST /api/v1/billing/accounts", "durationMs": 62}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (11, '01a22b3f-7896-7001-8c85-ea4029a222ea', '2026-11-30 06:58:29.966+00', 'read-back.ended', 'Verified account 2.', '{"exchanges": [{"answer": "Account 2, username berta.", "status": 200, "request": "GET /api/v1/billing/accounts/2", "durationMs": 24}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (12, '01a22b3f-7896-7001-8c85-ea4029a222ea', '2026-11-30 06:58:29.966+00', 'operation.succeeded', 'Created and verified: NextPanel User ID 2.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (13, '01a22b3f-7b07-7000-9846-fee7d0f5b03a', '2026-11-30 06:58:30.279+00', 'operation.queued', 'Suspend "berta" (reason: abuse), requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (14, '01a22b3f-7b07-7000-9846-fee7d0f5b03a', '2026-11-30 06:58:30.478+00', 'identity.read', 'Account 2 on the panel is ours.', '{"exchanges": [{"answer": "Account 2, username berta.", "status": 200, "request": "GET /api/v1/billing/accounts/2", "durationMs": 25}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (15, '01a22b3f-7b07-7000-9846-fee7d0f5b03a', '2026-11-30 06:58:30.478+00', 'attempt.started', 'Attempt 1: suspending.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (16, '01a22b3f-7b07-7000-9846-fee7d0f5b03a', '2026-11-30 06:58:30.514+00', 'attempt.ended', 'Attempt 1: the panel did it.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 2 is now suspended", "status": 200, "request": "POST /api/v1/billing/accounts/2/suspend", "durationMs": 28}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (17, '01a22b3f-7b07-7000-9846-fee7d0f5b03a', '2026-11-30 06:58:30.547+00', 'operation.succeeded', 'Suspended: abuse.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (18, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:31.291+00', 'operation.queued', 'Create hosting account "emil" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (19, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:31.314+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 23}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (20, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:31.322+00', 'attempt.started', 'Attempt 1: creating "emil" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (21, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:31.46+00', 'attempt.ended', 'Attempt 1: The panel returned an error (HTTP 500), so it is not known whether the request was executed. NextPanel says: “Internal Server Error”.', '{"code": "panel-error", "outcome": "unknown", "exchanges": [{"answer": "Not JSON but text/plain; charset=utf-8: Internal Server Error", "status": 500, "request": "POST /api/v1/billing/accounts", "durationMs": 74}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (22, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:31.518+00', 'look.ended', 'Checked the panel: the account does not exist there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 11}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 12}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 7}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 19}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (23, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:31.518+00', 'operation.waiting', 'Checking again in 1 s before retrying, so that the account is not created twice.', '{"code": null, "nextAttemptAt": "2026-11-30T06:58:31.718Z"}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (24, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:31.902+00', 'look.ended', 'Checked the panel: the account does not exist there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 55}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 6}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 9}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 18}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (25, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:31.902+00', 'attempt.started', 'Attempt 2: creating "emil" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (26, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:31.928+00', 'attempt.ended', 'Attempt 2: The panel returned an error (HTTP 500), so it is not known whether the request was executed. NextPanel says: “Internal Server Error”.', '{"code": "panel-error", "outcome": "unknown", "exchanges": [{"answer": "Not JSON but text/plain; charset=utf-8: Internal Server Error", "status": 500, "request": "POST /api/v1/billing/accounts", "durationMs": 19}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (27, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:32.028+00', 'look.ended', 'Checked the panel: the account does not exist there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 17}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 8}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 33}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 18}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (28, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:32.028+00', 'operation.waiting', 'Checking again in 1 s before retrying, so that the account is not created twice.', '{"code": null, "nextAttemptAt": "2026-11-30T06:58:32.228Z"}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (29, '01a22b3f-82cc-7001-9ae7-c58209eec5f1', '2026-11-30 06:58:32.269+00', 'operation.queued', 'Create hosting account "dora" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (30, '01a22b3f-82cc-7001-9ae7-c58209eec5f1', '2026-11-30 06:58:32.384+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=dora", "durationMs": 118}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (31, '01a22b3f-82cc-7001-9ae7-c58209eec5f1', '2026-11-30 06:58:32.384+00', 'attempt.started', 'Attempt 1: creating "dora" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (32, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:32.44+00', 'look.ended', 'Checked the panel: the account does not exist there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 20}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 21}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 14}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 46}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (33, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:32.441+00', 'attempt.started', 'Attempt 3: creating "emil" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (34, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', '2026-11-30 06:58:32.492+00', 'attempt.ended', 'Attempt 3: The panel returned an error (HTTP 500), so it is not known whether the request was executed. NextPanel says: “Internal Server Error”.', '{"code": "panel-error", "outcome": "unknown", "exchanges": [{"answer": "Not JSON but text/plain; charset=utf-8: Internal Server Error", "status": 500, "request": "POST /api/v1/billing/accounts", "durationMs": 25}]}');
INSERT INTO public.operations VALUES ('01a22b3f-75d1-7001-9295-e300bd68b579', '01a22b3f-75d1-7000-8e11-4fa64cddcf98', '01a22b3f-7106-7000-92e8-342a7e04fed4', 'create', 'succeeded', '{}', 1, 0, 0, '1', NULL, NULL, NULL, NULL, '2026-11-30 06:58:28.946+00', '2026-11-30 06:58:29.143+00', '2026-11-30 06:58:29.143+00', NULL, 0, false, 0, 'hosting-account', '01a22b3f-75d1-7000-8e11-4fa64cddcf98', '01a22b3f-7106-7000-92e8-342a7e04fed4', NULL);
INSERT INTO public.operations VALUES ('01a22b3f-7896-7001-8c85-ea4029a222ea', '01a22b3f-7896-7000-95df-121228257685', '01a22b3f-7106-7000-92e8-342a7e04fed4', 'create', 'succeeded', '{}', 1, 0, 0, '2', NULL, NULL, NULL, NULL, '2026-11-30 06:58:29.654+00', '2026-11-30 06:58:29.966+00', '2026-11-30 06:58:29.966+00', NULL, 0, false, 0, 'hosting-account', '01a22b3f-7896-7000-95df-121228257685', '01a22b3f-7106-7000-92e8-342a7e04fed4', NULL);
INSERT INTO public.operations VALUES ('01a22b3f-7b07-7000-9846-fee7d0f5b03a', '01a22b3f-7896-7000-95df-121228257685', '01a22b3f-7106-7000-92e8-342a7e04fed4', 'suspend', 'succeeded', '{"reason": "abuse"}', 1, 0, 0, NULL, NULL, NULL, NULL, NULL, '2026-11-30 06:58:30.279+00', '2026-11-30 06:58:30.547+00', '2026-11-30 06:58:30.547+00', NULL, 0, false, 0, 'hosting-account', '01a22b3f-7896-7000-95df-121228257685', '01a22b3f-7106-7000-92e8-342a7e04fed4', NULL);
INSERT INTO public.operations VALUES ('01a22b3f-82cc-7001-9ae7-c58209eec5f1', '01a22b3f-82cc-7000-8ad3-acbdfc21f8f3', '01a22b3f-7106-7000-92e8-342a7e04fed4', 'create', 'running', '{}', 1, 0, 0, NULL, NULL, NULL, '01a22b3f-8278-7000-95df-4b615ebb315b', '2026-11-30 07:00:32.385+00', '2026-11-30 06:58:32.269+00', '2026-11-30 06:58:32.385+00', NULL, NULL, 0, false, 0, 'hosting-account', '01a22b3f-82cc-7000-8ad3-acbdfc21f8f3', '01a22b3f-7106-7000-92e8-342a7e04fed4', NULL);
INSERT INTO public.operations VALUES ('01a22b3f-7efb-7001-820e-d8cc3ac580a4', '01a22b3f-7efb-7000-9607-ce0f2dfcd05f', '01a22b3f-7106-7000-92e8-342a7e04fed4', 'create', 'running', '{}', 3, 0, 0, NULL, NULL, NULL, '01a22b3f-82ee-7000-bf9a-1d82b21837f3', '2026-11-30 07:00:32.492+00', '2026-11-30 06:58:31.291+00', '2026-11-30 06:58:32.492+00', NULL, NULL, 0, false, 0, 'hosting-account', '01a22b3f-7efb-7000-9607-ce0f2dfcd05f', '01a22b3f-7106-7000-92e8-342a7e04fed4', NULL);
INSERT INTO public.rate_limits VALUES ('be0ab5c9-5201-4a3c-9d5c-8ada0484d8ab', 'sign-in|127.0.0.1', 1, 1796021907535);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (1, '01a22b3f-7106-7000-92e8-342a7e04fed4', '2026-11-30 06:58:27.991+00', 'person', 'online', 237, NULL, NULL);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (2, '01a22b3f-731b-7000-b5d8-bdfe6e485cb9', '2026-11-30 06:58:28.631+00', 'person', 'online', 340, NULL, NULL);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (3, '01a22b3f-731b-7000-b5d8-bdfe6e485cb9', '2026-11-30 06:58:31.944+00', 'person', 'offline', 2, 'tcp', '127.0.0.1 port 21614 refused the connection. Nothing was sent.');
INSERT INTO public.servers VALUES ('01a22b3f-731b-7000-b5d8-bdfe6e485cb9', 'Second server', 'nextpanel', 'http://127.0.0.1:21614', NULL, 100, 'active', 'offline', '127.0.0.1 port 21614 refused the connection. Nothing was sent. Check that the panel is running and that the port in the Base URL is correct.', '[{"id": "dns", "state": "pass", "message": "127.0.0.1 is an IP address, so no DNS lookup is needed.", "durationMs": 0}, {"id": "tcp", "state": "fail", "remedy": "Check that the panel is running and that the port in the Base URL is correct.", "message": "127.0.0.1 port 21614 refused the connection. Nothing was sent.", "durationMs": 1}, {"id": "tls", "state": "not-checked", "message": "Not checked, because an earlier step failed.", "durationMs": 0}, {"id": "health", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "key", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "permission", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "scope", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "ip", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "latency", "state": "not-checked", "message": "Not reached.", "durationMs": 0}]', 1, '2026-11-30 06:58:31.944+00', 'v2.4R1w7_Q7.TXKWGaJHNuIqw0Zk.DFml2e1_8zJSKGdyad6BrKYPC28.Ub3uULZB51GZmrURr0ljfg', 'v2.4R1w7_Q7.NTZyg1XLkJcAxwM_.tIJ8OmIKjD2V1A5jFM3PJb_dCFA.VOiq2xoYGzHXFyLd29FXvA', '9749fe87690f9dcf8acc5f76dd7e67d89650e41a4cf6b82415e4a7cd2176a2bd', 'npk_made…', NULL, '2026-11-30 06:58:28.251+00', '2026-11-30 06:58:31.944+00', 0, NULL, NULL, NULL, NULL, NULL, 'closed', NULL, 0, NULL, NULL, 0, 0, NULL, NULL, 0, NULL, NULL, NULL);
INSERT INTO public.servers VALUES ('01a22b3f-7106-7000-92e8-342a7e04fed4', 'First server', 'nextpanel', 'http://127.0.0.1:21613', NULL, 100, 'active', 'online', 'The panel responds and accepts the key.', '[{"id": "dns", "state": "pass", "message": "127.0.0.1 is an IP address, so no DNS lookup is needed.", "durationMs": 0}, {"id": "tcp", "state": "pass", "message": "Connected to 127.0.0.1 port 21613.", "durationMs": 8}, {"id": "tls", "state": "warn", "remedy": "Use https:// in the Base URL if the connection leaves your own network.", "message": "The Base URL starts with http://, so the API key is sent unencrypted.", "durationMs": 0}, {"id": "health", "state": "pass", "message": "NextPanel responds and reports “healthy”.", "durationMs": 49}, {"id": "key", "state": "pass", "message": "NextPanel accepts the API key.", "durationMs": 36}, {"id": "permission", "state": "pass", "message": "The API key can create accounts.", "durationMs": 36}, {"id": "scope", "state": "pass", "message": "The API key has the scope Account Management.", "durationMs": 36}, {"id": "ip", "state": "pass", "message": "NextPanel accepts the API key from our address (the local address is 127.0.0.1; behind NAT, the panel may see a different one).", "durationMs": 36}, {"id": "latency", "state": "pass", "message": "The panel responds in 36 ms.", "durationMs": 36}]', 0, '2026-11-30 06:58:27.991+00', 'v2.4R1w7_Q7.FeJzP6Pn_sbvVNDf.f7eRI7mhyveFYStkOLiflpc75j0.kjXyMkJ2Ave_yk60CH8qJw', 'v2.4R1w7_Q7.NZN6_s0FKjNWIJnJ.-nLTK2gtZW_UtSjJccllrIkyeGg.FyZ2THX0nsTAm1248qA9UA', '9749fe87690f9dcf8acc5f76dd7e67d89650e41a4cf6b82415e4a7cd2176a2bd', 'npk_made…', NULL, '2026-11-30 06:58:27.718+00', '2026-11-30 06:58:31.576+00', 0, NULL, NULL, NULL, NULL, NULL, 'closed', NULL, 1, '01a22b3f-7efb-7001-820e-d8cc3ac580a4', NULL, 0, 0, NULL, NULL, 4, NULL, NULL, '2026-11-30 06:58:29.125+00');
INSERT INTO public.sessions VALUES ('6cd15ee2-d107-4167-82db-830ed0d5edd1', '01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'N5718VQkjADlAYtnK0ERMHVdPTQIXTL4T-njr4Ff-RM', '2026-11-30 14:58:27.616+00', '127.0.0.1', NULL, '2026-11-30 06:58:27.616+00', '2026-11-30 06:58:27.616+00', 'password', '2026-11-30 06:58:27.616+00');
INSERT INTO public.users VALUES ('01a22b3f-6f0d-7000-8684-0f260cd06f1d', 'staff', 'admin@example.com', 'Administrator', false, NULL, true, '2026-11-30 06:58:27.213+00', '2026-11-30 06:58:27.213+00', 'owner', false);
INSERT INTO public.users VALUES ('01a22b3f-7504-7000-b022-8e64226e643e', 'customer', 'anna@example.com', 'Customer anna', false, NULL, true, '2026-11-30 06:58:28.945+00', '2026-11-30 06:58:28.945+00', NULL, false);
INSERT INTO public.users VALUES ('01a22b3f-7743-7001-8306-612f4157e26f', 'customer', 'berta@example.com', 'Customer berta', false, NULL, true, '2026-11-30 06:58:29.653+00', '2026-11-30 06:58:29.653+00', NULL, false);
INSERT INTO public.users VALUES ('01a22b3f-7cb9-7001-9173-ec612ffd797d', 'customer', 'carla@example.com', 'Customer carla', false, NULL, true, '2026-11-30 06:58:30.842+00', '2026-11-30 06:58:30.842+00', NULL, false);
INSERT INTO public.users VALUES ('01a22b3f-7dfc-7001-ba47-ddac7bfade5e', 'customer', 'emil@example.com', 'Customer emil', false, NULL, true, '2026-11-30 06:58:31.291+00', '2026-11-30 06:58:31.291+00', NULL, false);
INSERT INTO public.users VALUES ('01a22b3f-8221-7001-97e0-9bffe44e7a83', 'customer', 'dora@example.com', 'Customer dora', false, NULL, true, '2026-11-30 06:58:32.268+00', '2026-11-30 06:58:32.268+00', NULL, false);
SELECT pg_catalog.setval('drizzle.__drizzle_migrations_id_seq', 27, true);
SELECT pg_catalog.setval('public.audit_entries_id_seq', 14, true);
SELECT pg_catalog.setval('public.operation_events_id_seq', 34, true);
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
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT "api_tokens_tokenHash_unique" UNIQUE (token_hash);
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_entries
    ADD CONSTRAINT audit_entries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.audit_seals
    ADD CONSTRAINT audit_seals_pkey PRIMARY KEY (entry_id);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT credentials_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers
    ADD CONSTRAINT "customers_userId_unique" UNIQUE (user_id);
ALTER TABLE ONLY public.email_changes
    ADD CONSTRAINT email_changes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.email_changes
    ADD CONSTRAINT "email_changes_tokenHash_unique" UNIQUE (token_hash);
ALTER TABLE ONLY public.email_changes
    ADD CONSTRAINT "email_changes_userId_unique" UNIQUE (user_id);
ALTER TABLE ONLY public.engine_pauses
    ADD CONSTRAINT engine_pauses_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.hosting_accounts
    ADD CONSTRAINT hosting_accounts_marker_unique UNIQUE (marker);
ALTER TABLE ONLY public.hosting_accounts
    ADD CONSTRAINT hosting_accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_actor_key_key_pk PRIMARY KEY (actor_key, key);
ALTER TABLE ONLY public.import_rows
    ADD CONSTRAINT import_rows_import_id_number_pk PRIMARY KEY (import_id, number);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY ("only");
ALTER TABLE ONLY public.known_addresses
    ADD CONSTRAINT known_addresses_user_id_address_pk PRIMARY KEY (user_id, address);
ALTER TABLE ONLY public.last_sign_ins
    ADD CONSTRAINT last_sign_ins_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY public.mail_settings
    ADD CONSTRAINT mail_settings_pkey PRIMARY KEY ("only");
ALTER TABLE ONLY public.mail_templates
    ADD CONSTRAINT mail_templates_kind_language_pk PRIMARY KEY (kind, language);
ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.operation_events
    ADD CONSTRAINT operation_events_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.operations
    ADD CONSTRAINT operations_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT "passkeys_credentialId_unique" UNIQUE (credential_id);
ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_user_id_code_hash_pk PRIMARY KEY (user_id, code_hash);
ALTER TABLE ONLY public.server_checks
    ADD CONSTRAINT server_checks_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.servers
    ADD CONSTRAINT servers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_token_unique UNIQUE (token);
ALTER TABLE ONLY public.spent_challenges
    ADD CONSTRAINT spent_challenges_pkey PRIMARY KEY (challenge_hash);
ALTER TABLE ONLY public.totp_factors
    ADD CONSTRAINT totp_factors_pkey PRIMARY KEY (user_id);
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
CREATE INDEX api_tokens_created_at ON public.api_tokens USING btree (created_at, id);
CREATE INDEX api_tokens_user_id ON public.api_tokens USING btree (user_id);
CREATE UNIQUE INDEX attempts_operation_number ON public.attempts USING btree (operation_id, number);
CREATE INDEX audit_entries_action ON public.audit_entries USING btree (action, id);
CREATE INDEX audit_entries_actor ON public.audit_entries USING btree (actor_id, id);
CREATE INDEX audit_entries_address ON public.audit_entries USING btree (address, id) WHERE (address IS NOT NULL);
CREATE INDEX audit_entries_at ON public.audit_entries USING btree (at);
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
CREATE INDEX import_rows_content ON public.import_rows USING btree (content_hash) WHERE (state = ANY (ARRAY['done'::text, 'failed'::text, 'running'::text]));
CREATE INDEX import_rows_customer ON public.import_rows USING btree (customer_id);
CREATE INDEX import_rows_email ON public.import_rows USING btree (import_id, email);
CREATE INDEX import_rows_state ON public.import_rows USING btree (import_id, state, number);
CREATE INDEX imports_created_at ON public.imports USING btree (created_at, id);
CREATE INDEX imports_status ON public.imports USING btree (status);
CREATE INDEX known_addresses_seen_at ON public.known_addresses USING btree (seen_at);
CREATE INDEX mails_created_at ON public.mails USING btree (created_at, id);
CREATE INDEX mails_customer ON public.mails USING btree (customer_id, created_at, id);
CREATE INDEX mails_due ON public.mails USING btree (next_attempt_at) WHERE (state = 'waiting'::text);
CREATE INDEX mails_user ON public.mails USING btree (user_id);
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
CREATE INDEX passkeys_user_id ON public.passkeys USING btree (user_id);
CREATE INDEX password_links_user_id ON public.password_links USING btree (user_id);
CREATE INDEX reconciliation_findings_run ON public.reconciliation_findings USING btree (reconciliation_id, id);
CREATE INDEX reconciliations_server ON public.reconciliations USING btree (server_id, started_at, id);
CREATE INDEX server_checks_at ON public.server_checks USING btree (at);
CREATE INDEX server_checks_server ON public.server_checks USING btree (server_id, id);
CREATE INDEX server_checks_server_at ON public.server_checks USING btree (server_id, at);
CREATE UNIQUE INDEX servers_base_url_key ON public.servers USING btree (base_url, api_key_hash) WHERE (removed_at IS NULL);
CREATE INDEX sessions_user_id ON public.sessions USING btree (user_id);
CREATE INDEX spent_challenges_expires_at ON public.spent_challenges USING btree (expires_at);
CREATE INDEX verifications_identifier ON public.verifications USING btree (identifier);
ALTER INDEX pgboss.job_pkey ATTACH PARTITION pgboss.job_common_pkey;
ALTER INDEX pgboss.queue_stats_i1 ATTACH PARTITION pgboss.queue_stats_20261130_name_captured_on_deferred_count_queued_idx;
ALTER INDEX pgboss.queue_stats_pkey ATTACH PARTITION pgboss.queue_stats_20261130_pkey;
ALTER INDEX pgboss.queue_stats_i1 ATTACH PARTITION pgboss.queue_stats_20261201_name_captured_on_deferred_count_queued_idx;
ALTER INDEX pgboss.queue_stats_pkey ATTACH PARTITION pgboss.queue_stats_20261201_pkey;
CREATE TRIGGER audit_entries_append_only BEFORE DELETE OR UPDATE ON public.audit_entries FOR EACH ROW EXECUTE FUNCTION public.refuse_audit_change();
CREATE TRIGGER audit_entries_not_emptied BEFORE TRUNCATE ON public.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change();
CREATE TRIGGER audit_seals_append_only BEFORE DELETE OR UPDATE ON public.audit_seals FOR EACH ROW EXECUTE FUNCTION public.refuse_audit_change();
CREATE TRIGGER audit_seals_not_emptied BEFORE TRUNCATE ON public.audit_seals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change();
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
CREATE TRIGGER sessions_record_sign_in AFTER INSERT ON public.sessions FOR EACH ROW EXECUTE FUNCTION public.record_last_sign_in();
CREATE TRIGGER users_first_staff_role BEFORE INSERT ON public.users FOR EACH ROW EXECUTE FUNCTION public.give_first_staff_user_a_role();
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
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_operation_id_operations_id_fk FOREIGN KEY (operation_id) REFERENCES public.operations(id);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT credentials_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.email_changes
    ADD CONSTRAINT email_changes_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.hosting_accounts
    ADD CONSTRAINT hosting_accounts_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.hosting_accounts
    ADD CONSTRAINT hosting_accounts_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.import_rows
    ADD CONSTRAINT import_rows_account_id_hosting_accounts_id_fk FOREIGN KEY (account_id) REFERENCES public.hosting_accounts(id);
ALTER TABLE ONLY public.import_rows
    ADD CONSTRAINT import_rows_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.import_rows
    ADD CONSTRAINT import_rows_import_id_imports_id_fk FOREIGN KEY (import_id) REFERENCES public.imports(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.import_rows
    ADD CONSTRAINT import_rows_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_from_server_id_servers_id_fk FOREIGN KEY (from_server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.known_addresses
    ADD CONSTRAINT known_addresses_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.last_sign_ins
    ADD CONSTRAINT last_sign_ins_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.mails
    ADD CONSTRAINT mails_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.passkeys
    ADD CONSTRAINT passkeys_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.password_links
    ADD CONSTRAINT password_links_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.reconciliation_findings
    ADD CONSTRAINT reconciliation_findings_account_id_hosting_accounts_id_fk FOREIGN KEY (account_id) REFERENCES public.hosting_accounts(id);
ALTER TABLE ONLY public.reconciliation_findings
    ADD CONSTRAINT reconciliation_findings_reconciliation_id_reconciliations_id_fk FOREIGN KEY (reconciliation_id) REFERENCES public.reconciliations(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.reconciliations
    ADD CONSTRAINT reconciliations_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.server_checks
    ADD CONSTRAINT server_checks_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.totp_factors
    ADD CONSTRAINT totp_factors_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
