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
CREATE FUNCTION public.check_m14_wishes() RETURNS TABLE(customer_id uuid, account_id uuid, problem text)
    LANGUAGE sql STABLE
    AS $$
  SELECT a."customer_id", a."id", 'is wanted suspended without an open case at or past its suspend step'
    FROM "hosting_wishes" w JOIN "hosting_accounts" a ON a."id" = w."account_id"
   WHERE w."wanted" AND w."reason" = 'overdue'
     AND NOT EXISTS (SELECT FROM "overdue_suspensions" o WHERE o."account_id" = w."account_id" AND o."case_id" = w."case_id")
  UNION ALL
  SELECT o."customer_id", o."account_id", 'is not wanted suspended although its case is at or past the suspend step'
    FROM "overdue_suspensions" o
    JOIN "hosting_accounts" a ON a."id" = o."account_id" AND a."status" NOT IN ('terminating', 'terminated')
   WHERE NOT EXISTS (SELECT FROM "hosting_wishes" w
           WHERE w."account_id" = o."account_id" AND w."reason" = 'overdue' AND w."wanted")
$$;
CREATE FUNCTION public.check_m15_reasons() RETURNS TABLE(customer_id uuid, account_id uuid, problem text)
    LANGUAGE sql STABLE
    AS $$
  SELECT a."customer_id", a."id", 'is suspended as overdue, and nothing wants it'
    FROM "hosting_accounts" a
    JOIN "hosting_wishes" w ON w."account_id" = a."id" AND w."reason" = 'overdue'
   WHERE a."suspend_reasons" ? 'overdue' AND NOT w."wanted" AND w."settled"
     AND NOT EXISTS (SELECT FROM "operations" o WHERE o."subject_id" = a."id"
           AND (o."status" IN ('queued', 'running', 'waiting', 'needs-person')
             OR o."kind" = 'suspend' AND o."input" ->> 'reason' = 'overdue' AND o."created_at" >= w."since"
               AND o."input" ->> 'byWish' IS NULL))
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
CREATE FUNCTION public.is_webhook_wanted(event text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $$
  SELECT EXISTS (SELECT FROM "webhook_endpoints" WHERE "is_enabled" AND ("events" IS NULL OR event = ANY ("events")))
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
CREATE FUNCTION public.queue_account_webhook() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
DECLARE
  event text;
  before text := CASE WHEN TG_OP = 'UPDATE' THEN OLD."status" ELSE 'pending' END;
BEGIN
  event := CASE
    WHEN NEW."status" = 'terminated' THEN 'account.terminated'
    -- A termination that was cancelled or refused: the account is as before.
    WHEN before = 'terminating' THEN NULL
    WHEN NEW."status" = 'failed' THEN 'account.failed'
    WHEN NEW."status" = 'conflict' THEN 'account.conflict'
    WHEN before = 'active' AND NEW."status" = 'suspended' THEN 'account.suspended'
    WHEN before = 'suspended' AND NEW."status" = 'active' THEN 'account.unsuspended'
    WHEN NEW."status" IN ('active', 'suspended') THEN 'account.provisioned'
  END;
  IF event IS NULL OR NOT is_webhook_wanted(event) THEN RETURN NULL; END IF;
  PERFORM queue_webhook(event, NEW."updated_at", json_build_object(
    'id', NEW."id", 'customerId', NEW."customer_id", 'serverId', NEW."server_id", 'username', NEW."username",
    'email', NEW."email", 'status', NEW."status",
    'panelUserId', CASE WHEN NEW."panel_user_id" ~ '^[0-9]{1,15}$' THEN to_json(NEW."panel_user_id"::bigint)
      ELSE to_json(NEW."panel_user_id") END,
    'verified', NEW."verified", 'suspendReasons', NEW."suspend_reasons",
    'createdAt', webhook_time(NEW."created_at"), 'updatedAt', webhook_time(NEW."updated_at")));
  RETURN NULL;
END
$_$;
CREATE FUNCTION public.queue_customer_webhook() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  event text := CASE WHEN TG_OP = 'INSERT' THEN 'customer.created' ELSE 'customer.updated' END;
  latest "customers";
BEGIN
  IF NOT is_webhook_wanted(event) THEN RETURN NULL; END IF;
  latest := NEW;
  IF TG_OP = 'UPDATE' THEN
    -- Deferred to the commit: several updates of one request are one event, with the values of the last.
    SELECT * INTO latest FROM "customers" WHERE "id" = NEW."id";
    IF (latest."email", latest."full_name", latest."company_name", latest."is_active")
      IS DISTINCT FROM (NEW."email", NEW."full_name", NEW."company_name", NEW."is_active") THEN RETURN NULL; END IF;
  END IF;
  PERFORM queue_webhook(event, latest."updated_at", json_build_object(
    'id', latest."id", 'email', latest."email", 'fullName', latest."full_name", 'companyName', latest."company_name",
    'isActive', latest."is_active", 'createdAt', webhook_time(latest."created_at"),
    'updatedAt', webhook_time(latest."updated_at")));
  RETURN NULL;
END
$$;
CREATE FUNCTION public.queue_import_webhook() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF NOT is_webhook_wanted('import.finished') THEN RETURN NULL; END IF;
  PERFORM queue_webhook('import.finished', NEW."updated_at", json_build_object(
    'id', NEW."id", 'fileName', NEW."file_name", 'status', NEW."status", 'counts', NEW."counts",
    'createdAt', webhook_time(NEW."created_at"), 'startedAt', webhook_time(NEW."started_at"),
    'endedAt', webhook_time(NEW."ended_at")));
  RETURN NULL;
END
$$;
CREATE FUNCTION public.queue_operation_webhook() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  event text := 'operation.' || CASE NEW."status" WHEN 'needs-person' THEN 'needs-attention' ELSE NEW."status" END;
BEGIN
  IF NOT is_webhook_wanted(event) THEN RETURN NULL; END IF;
  PERFORM queue_webhook(event, NEW."updated_at", json_build_object(
    'id', NEW."id", 'kind', NEW."kind", 'status', NEW."status", 'accountId', a."id", 'customerId', a."customer_id",
    'serverId', NEW."queue_key", 'username', a."username", 'attempts', NEW."attempts", 'error', NEW."error",
    'createdAt', webhook_time(NEW."created_at"), 'endedAt', webhook_time(NEW."ended_at")))
  FROM "hosting_accounts" a WHERE a."id" = NEW."subject_id";
  RETURN NULL;
END
$$;
CREATE FUNCTION public.queue_server_webhook() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  event text := TG_ARGV[0];
  data jsonb;
BEGIN
  IF NOT is_webhook_wanted(event) THEN RETURN NULL; END IF;
  data := jsonb_build_object(
    'id', NEW."id", 'name', NEW."name", 'driver', NEW."driver", 'baseUrl', NEW."base_url", 'location', NEW."location",
    'capacity', NEW."capacity", 'mode', NEW."mode", 'status', NEW."status", 'statusMessage', NEW."status_message",
    'createdAt', webhook_time(NEW."created_at"));
  IF event = 'server.status-changed' THEN
    data := data || jsonb_build_object('previousStatus', OLD."status");
  END IF;
  PERFORM queue_webhook(event, NEW."updated_at", data::json);
  RETURN NULL;
END
$$;
CREATE FUNCTION public.queue_webhook(event text, at timestamp with time zone, data json) RETURNS void
    LANGUAGE sql
    AS $$
  INSERT INTO "webhook_deliveries" ("endpoint_id", "type", "data", "next_attempt_at", "created_at")
  SELECT "id", event, data, at, at FROM "webhook_endpoints"
   WHERE "is_enabled" AND ("events" IS NULL OR event = ANY ("events"))
   -- An endpoint that is being deleted is waited for and skipped. Its foreign key would otherwise fail the change.
     FOR KEY SHARE
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
CREATE FUNCTION public.refuse_charge_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'a charge does not change'
    USING ERRCODE = 'check_violation', TABLE = 'charges', CONSTRAINT = TG_NAME;
END
$$;
CREATE FUNCTION public.refuse_content_added() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  frozen text;
BEGIN
  SELECT d."number" INTO frozen FROM "documents" d
   WHERE d."id" IN (SELECT "document_id" FROM added) AND d."status" <> 'draft' LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'document % is finalized and does not change', frozen
      USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END
$$;
CREATE FUNCTION public.refuse_content_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  frozen text;
BEGIN
  SELECT d."number" INTO frozen FROM "documents" d WHERE d."id" = OLD."document_id" AND d."status" <> 'draft';
  IF FOUND THEN
    RAISE EXCEPTION 'document % is finalized and does not change', frozen
      USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  -- A row does not move to another document.
  NEW."document_id" := OLD."document_id";
  RETURN NEW;
END
$$;
CREATE FUNCTION public.refuse_coupon_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'what a coupon grants does not change: add a new one'
    USING ERRCODE = 'check_violation', TABLE = 'coupons', CONSTRAINT = TG_NAME;
END
$$;
CREATE FUNCTION public.refuse_currency_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF EXISTS (SELECT FROM "postings" WHERE "customer_id" = NEW."customer_id") THEN
    RAISE EXCEPTION 'the currency does not change once something is booked'
      USING ERRCODE = 'check_violation', TABLE = 'billing_profiles', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NEW;
END
$$;
CREATE FUNCTION public.refuse_document_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  free text[] := ARRAY['status', 'amount_due', 'unallocated', 'pdf_made_at', 'mailed_at', 'updated_at'];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - free = to_jsonb(OLD) - free AND NEW."status" <> 'draft'
      AND (OLD."status" <> 'void' OR NEW."status" = 'void') THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'document % is finalized and does not change', OLD."number"
    USING ERRCODE = 'check_violation', TABLE = 'documents', CONSTRAINT = TG_NAME;
END
$$;
CREATE FUNCTION public.refuse_ledger_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
    CONSTRAINT = TG_NAME;
END
$$;
CREATE FUNCTION public.refuse_overlapping_tax_rate() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  LOCK TABLE "tax_rates" IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM "tax_rates" r WHERE r."id" <> NEW."id" AND r."country" = NEW."country"
      AND r."region" = NEW."region" AND r."postcode_prefix" = NEW."postcode_prefix" AND r."category" = NEW."category"
      AND r."name" = NEW."name"
      AND daterange(r."valid_from", r."valid_until") && daterange(NEW."valid_from", NEW."valid_until")) THEN
    RAISE EXCEPTION 'another rate of % in % is valid on some of these days', NEW."name", NEW."country"
      USING ERRCODE = 'exclusion_violation', TABLE = 'tax_rates', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END
$$;
CREATE FUNCTION public.refuse_price_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - 'is_archived' = to_jsonb(OLD) - 'is_archived' THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'a price does not change: add a new one and archive this one'
    USING ERRCODE = 'check_violation', TABLE = 'prices', CONSTRAINT = TG_NAME;
END
$$;
CREATE FUNCTION public.refuse_unbalanced_postings() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
  wrong record;
BEGIN
  SELECT "entry_id", "currency", sum("amount") AS rest INTO wrong FROM added
   GROUP BY "entry_id", "currency" HAVING sum("amount") <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % does not sum to 0 in %, but to %', wrong.entry_id, wrong.currency, wrong.rest
      USING ERRCODE = 'check_violation', TABLE = 'postings', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END
$$;
CREATE FUNCTION public.search_key(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN (octet_length(value) = char_length(value)) THEN lower((value COLLATE "C")) ELSE replace(replace(replace(replace(replace(replace(replace(replace(translate(lower(regexp_replace((NORMALIZE(value, NFKD) COLLATE "C"), '[\u0300-\u036f]'::text, ''::text, 'g'::text)), 'ØøŁłĐđÐðĦħıŦŧŊŋςƉȷƁƂƄƆƇƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϢϤϦϨϪϬϮϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ'::text, 'oollddddhhittnnσdjɓƃƅɔƈɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϣϥϧϩϫϭϯϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ'::text), 'ß'::text, 'ss'::text), 'ẞ'::text, 'ss'::text), 'æ'::text, 'ae'::text), 'Æ'::text, 'ae'::text), 'œ'::text, 'oe'::text), 'Œ'::text, 'oe'::text), 'þ'::text, 'th'::text), 'Þ'::text, 'th'::text) END;
CREATE FUNCTION public.webhook_time(at timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
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
    server_id uuid,
    cause text NOT NULL,
    message text NOT NULL,
    done text NOT NULL,
    remedy text NOT NULL,
    opened_at timestamp(3) with time zone NOT NULL,
    closed_at timestamp(3) with time zone,
    endpoint_id uuid,
    customer_id uuid
);
CREATE TABLE public.allocations (
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    payment_id uuid,
    credit_note_id uuid,
    document_id uuid NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    applied_on date NOT NULL,
    reverses_id uuid,
    created_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT allocations_values CHECK (((num_nonnulls(payment_id, credit_note_id) = 1) AND (amount <> 0) AND ((amount < 0) = (reverses_id IS NOT NULL))))
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
CREATE TABLE public.bank_statement_lines (
    id uuid NOT NULL,
    statement_id uuid NOT NULL,
    "position" integer NOT NULL,
    booked_on date NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    payer text DEFAULT ''::text NOT NULL,
    reference text DEFAULT ''::text NOT NULL,
    fingerprint text NOT NULL,
    state text NOT NULL,
    proposal jsonb,
    payment_id uuid,
    updated_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.bank_statements (
    id uuid NOT NULL,
    file_name text NOT NULL,
    file_hash text NOT NULL,
    currency text NOT NULL,
    row_count integer NOT NULL,
    uploaded_by text NOT NULL,
    created_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.billing_parks (
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    run_id uuid,
    code text NOT NULL,
    message text NOT NULL,
    opened_at timestamp(3) with time zone NOT NULL,
    closed_at timestamp(3) with time zone,
    closed_by text
);
CREATE TABLE public.billing_profiles (
    customer_id uuid NOT NULL,
    line1 text DEFAULT ''::text NOT NULL,
    line2 text DEFAULT ''::text NOT NULL,
    city text DEFAULT ''::text NOT NULL,
    postcode text DEFAULT ''::text NOT NULL,
    region text DEFAULT ''::text NOT NULL,
    country text,
    phone text,
    tax_id text,
    tax_id_check jsonb,
    is_exempt boolean DEFAULT false NOT NULL,
    exempt_reason text,
    currency text,
    payment_terms_days integer,
    invoice_email text,
    notes text DEFAULT ''::text NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.billing_runs (
    id uuid NOT NULL,
    as_of date NOT NULL,
    state text NOT NULL,
    counts jsonb DEFAULT '{}'::jsonb NOT NULL,
    started_by text NOT NULL,
    lease_until timestamp(3) with time zone,
    started_at timestamp(3) with time zone NOT NULL,
    ended_at timestamp(3) with time zone
);
CREATE TABLE public.bulk_action_rows (
    bulk_action_id uuid NOT NULL,
    number integer NOT NULL,
    subject_id uuid NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    server_id uuid,
    state text DEFAULT 'unchecked'::text NOT NULL,
    code text,
    message text,
    operation_id uuid
);
CREATE TABLE public.bulk_actions (
    id uuid NOT NULL,
    action text NOT NULL,
    options jsonb NOT NULL,
    status text NOT NULL,
    counts jsonb NOT NULL,
    confirm integer,
    rows_per_second double precision,
    paused_because text,
    created_by text NOT NULL,
    started_by jsonb,
    lease_token uuid,
    lease_until timestamp(3) with time zone,
    started_at timestamp(3) with time zone,
    ended_at timestamp(3) with time zone,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    groups jsonb DEFAULT '[]'::jsonb NOT NULL
);
CREATE TABLE public.charges (
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    subscription_id uuid,
    item_id uuid,
    product_id uuid,
    kind text NOT NULL,
    period_start date,
    period_end date,
    change_id uuid,
    late_document_id uuid,
    amount bigint NOT NULL,
    discount bigint DEFAULT 0 NOT NULL,
    currency text NOT NULL,
    tax_included boolean NOT NULL,
    explanation jsonb NOT NULL,
    created_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.company_settings (
    "only" boolean DEFAULT true NOT NULL,
    legal_name text NOT NULL,
    address jsonb NOT NULL,
    tax_ids jsonb DEFAULT '[]'::jsonb NOT NULL,
    email text,
    phone text,
    time_zone text NOT NULL,
    currency text NOT NULL,
    logo text,
    payment_terms_days integer DEFAULT 14 NOT NULL,
    invoice_days_ahead integer DEFAULT 0 NOT NULL,
    bank_details jsonb,
    footer text DEFAULT ''::text NOT NULL,
    catch_up_periods integer DEFAULT 3 NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.coupon_redemptions (
    id uuid NOT NULL,
    coupon_id uuid NOT NULL,
    subscription_id uuid NOT NULL,
    from_on date NOT NULL,
    periods_left integer,
    redeemed_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.coupons (
    id uuid NOT NULL,
    code text NOT NULL,
    code_key text GENERATED ALWAYS AS (public.search_key(code)) STORED NOT NULL,
    percent_ppm integer,
    amount bigint,
    currency text,
    product_ids uuid[],
    scope text NOT NULL,
    duration_periods integer,
    max_redemptions integer,
    redeemed integer DEFAULT 0 NOT NULL,
    expires_on date,
    is_active boolean DEFAULT true NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT coupons_limit CHECK ((redeemed <= max_redemptions)),
    CONSTRAINT coupons_value CHECK (((((percent_ppm >= 1) AND (percent_ppm <= 1000000)) AND (amount IS NULL) AND (currency IS NULL)) OR ((percent_ppm IS NULL) AND (amount > 0) AND (currency IS NOT NULL))))
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
    name_key text GENERATED ALWAYS AS (public.search_key(full_name)) STORED NOT NULL COLLATE pg_catalog."C",
    language text
);
CREATE TABLE public.document_lines (
    id uuid NOT NULL,
    document_id uuid NOT NULL,
    "position" integer NOT NULL,
    charge_id uuid,
    credited_line_id uuid,
    subscription_id uuid,
    product_id uuid,
    description text NOT NULL,
    quantity integer NOT NULL,
    unit_amount bigint NOT NULL,
    period_start date,
    period_end date,
    amount bigint NOT NULL,
    discount bigint DEFAULT 0 NOT NULL,
    tax_included boolean NOT NULL,
    tax_category text NOT NULL,
    tax_key text,
    explanation text,
    net bigint NOT NULL
);
CREATE TABLE public.document_taxes (
    document_id uuid NOT NULL,
    "position" integer NOT NULL,
    key text NOT NULL,
    country text NOT NULL,
    region text DEFAULT ''::text NOT NULL,
    category text NOT NULL,
    treatment text NOT NULL,
    name text NOT NULL,
    rate_ppm integer NOT NULL,
    base bigint NOT NULL,
    amount bigint NOT NULL,
    note text
);
CREATE TABLE public.documents (
    id uuid NOT NULL,
    kind text NOT NULL,
    customer_id uuid NOT NULL,
    status text NOT NULL,
    series_year integer,
    series_number integer,
    number text,
    currency text NOT NULL,
    issued_on date NOT NULL,
    due_on date,
    seller jsonb NOT NULL,
    buyer jsonb NOT NULL,
    tax_decision jsonb NOT NULL,
    net bigint NOT NULL,
    tax bigint NOT NULL,
    total bigint NOT NULL,
    amount_due bigint NOT NULL,
    unallocated bigint DEFAULT 0 NOT NULL,
    notes text[] DEFAULT '{}'::text[] NOT NULL,
    payment_reference text,
    credited_document_id uuid,
    reason text,
    content_hash text,
    finalized_at timestamp(3) with time zone,
    pdf_made_at timestamp(3) with time zone,
    mailed_at timestamp(3) with time zone,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT documents_credit_note CHECK (((kind <> 'credit-note'::text) OR (credited_document_id IS NOT NULL))),
    CONSTRAINT documents_finalized CHECK ((((status = 'draft'::text) = (number IS NULL)) AND ((status = 'draft'::text) = (content_hash IS NULL)) AND ((status = 'draft'::text) = (series_number IS NULL)) AND ((status = 'draft'::text) = (finalized_at IS NULL)))),
    CONSTRAINT documents_paid CHECK (((status <> 'paid'::text) OR (amount_due = 0))),
    CONSTRAINT documents_total CHECK (((total = (net + tax)) AND (total >= 0) AND ((amount_due >= 0) AND (amount_due <= total)) AND ((unallocated >= 0) AND (unallocated <= total))))
);
CREATE TABLE public.dunning_brakes (
    day date NOT NULL,
    active_accounts integer NOT NULL,
    suspended integer DEFAULT 0 NOT NULL,
    confirmed integer,
    confirmed_by text,
    stopped_at timestamp(3) with time zone,
    updated_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT dunning_brakes_values CHECK (((suspended >= 0) AND (active_accounts >= 0)))
);
CREATE TABLE public.dunning_cases (
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    state text NOT NULL,
    due_on date NOT NULL,
    next_step_on date,
    held_until date,
    hold_reason text,
    opened_at timestamp(3) with time zone NOT NULL,
    closed_at timestamp(3) with time zone,
    updated_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.dunning_policy (
    "only" boolean DEFAULT true NOT NULL,
    is_enabled boolean NOT NULL,
    steps jsonb NOT NULL,
    limits jsonb DEFAULT '{}'::jsonb NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.dunning_steps (
    id uuid NOT NULL,
    case_id uuid NOT NULL,
    step text NOT NULL,
    due_on date NOT NULL,
    action text NOT NULL,
    is_skipped boolean DEFAULT false NOT NULL,
    document_id uuid,
    done_on date NOT NULL,
    data jsonb DEFAULT '{}'::jsonb NOT NULL,
    created_at timestamp(3) with time zone NOT NULL
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
    password_expires_at timestamp(3) with time zone,
    placement jsonb
);
CREATE TABLE public.hosting_wishes (
    account_id uuid NOT NULL,
    reason text NOT NULL,
    wanted boolean NOT NULL,
    settled boolean DEFAULT false NOT NULL,
    case_id uuid,
    why text NOT NULL,
    since timestamp(3) with time zone NOT NULL,
    next_try_at timestamp(3) with time zone,
    updated_at timestamp(3) with time zone NOT NULL
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
    updated_at timestamp(3) with time zone NOT NULL,
    paused_because text
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
CREATE TABLE public.journal_entries (
    id uuid NOT NULL,
    kind text NOT NULL,
    reference text NOT NULL,
    customer_id uuid,
    booked_on date NOT NULL,
    corrects_id uuid,
    created_at timestamp(3) with time zone NOT NULL
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
    updated_at timestamp(3) with time zone NOT NULL,
    language text DEFAULT 'en'::text NOT NULL
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
CREATE TABLE public.number_series (
    kind text NOT NULL,
    pattern text NOT NULL,
    restarts_yearly boolean NOT NULL,
    year integer,
    next integer DEFAULT 1 NOT NULL,
    last_issued_on date,
    updated_at timestamp(3) with time zone NOT NULL
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
CREATE TABLE public.subscriptions (
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    status text NOT NULL,
    currency text NOT NULL,
    interval_unit text NOT NULL,
    interval_count integer NOT NULL,
    anchor_on date NOT NULL,
    start_on date NOT NULL,
    trial_ends_on date,
    billed_through date,
    next_bill_on date,
    cancel_on date,
    paused_on date,
    ended_on date,
    hosting_account_id uuid,
    provision text DEFAULT 'none'::text NOT NULL,
    hosting_request_sealed text,
    hosting_request_expires_at timestamp(3) with time zone,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT subscriptions_interval CHECK (((interval_count >= 1) AND (interval_count <= 1000)))
);
CREATE VIEW public.overdue_suspensions AS
 SELECT DISTINCT s.hosting_account_id AS account_id,
    c.id AS case_id,
    c.customer_id
   FROM ((((public.dunning_cases c
     JOIN public.dunning_steps t ON (((t.case_id = c.id) AND (t.action = 'suspend'::text) AND (NOT t.is_skipped))))
     JOIN public.documents d ON (((d.customer_id = c.customer_id) AND (d.due_on = t.due_on) AND (d.kind = 'invoice'::text) AND (d.status = ANY (ARRAY['open'::text, 'uncollectible'::text])) AND (d.amount_due > 0))))
     JOIN public.document_lines l ON ((l.document_id = d.id)))
     JOIN public.subscriptions s ON (((s.id = l.subscription_id) AND (s.customer_id = c.customer_id))))
  WHERE ((c.closed_at IS NULL) AND (s.hosting_account_id IS NOT NULL) AND ((t.data -> 'accounts'::text) ? (s.hosting_account_id)::text));
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
CREATE TABLE public.payments (
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    method text NOT NULL,
    reference text DEFAULT ''::text NOT NULL,
    received_on date NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    unallocated bigint NOT NULL,
    status text NOT NULL,
    reversed_on date,
    reversal_reason text,
    note text DEFAULT ''::text NOT NULL,
    recorded_by text NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT payments_values CHECK (((amount > 0) AND ((unallocated >= 0) AND (unallocated <= amount))))
);
CREATE TABLE public.placement_settings (
    "only" boolean DEFAULT true NOT NULL,
    policy text NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE public.postings (
    entry_id uuid NOT NULL,
    "position" integer NOT NULL,
    account text NOT NULL,
    customer_id uuid,
    product_id uuid,
    tax_key text,
    method text,
    amount bigint NOT NULL,
    currency text NOT NULL,
    booked_on date NOT NULL,
    CONSTRAINT postings_customer CHECK (((account <> ALL (ARRAY['receivable'::text, 'credit'::text, 'disputed'::text])) OR (customer_id IS NOT NULL)))
);
CREATE TABLE public.prices (
    id uuid NOT NULL,
    product_id uuid NOT NULL,
    currency text NOT NULL,
    amount bigint NOT NULL,
    setup_fee bigint DEFAULT 0 NOT NULL,
    interval_unit text NOT NULL,
    interval_count integer DEFAULT 1 NOT NULL,
    tax_included boolean NOT NULL,
    is_archived boolean DEFAULT false NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT prices_values CHECK (((amount >= 0) AND (setup_fee >= 0) AND ((interval_count >= 1) AND (interval_count <= 1000))))
);
CREATE TABLE public.products (
    id uuid NOT NULL,
    name text NOT NULL,
    name_key text GENERATED ALWAYS AS (public.search_key(name)) STORED NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    kind text NOT NULL,
    package_id jsonb,
    server_tags text[] DEFAULT '{}'::text[] NOT NULL,
    tax_category text NOT NULL,
    with_hosting boolean NOT NULL,
    is_visible boolean DEFAULT true NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL
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
CREATE TABLE public.refunds (
    id uuid NOT NULL,
    customer_id uuid NOT NULL,
    payment_id uuid,
    credit_note_id uuid,
    method text NOT NULL,
    reference text DEFAULT ''::text NOT NULL,
    refunded_on date NOT NULL,
    amount bigint NOT NULL,
    currency text NOT NULL,
    reason text NOT NULL,
    recorded_by text NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT refunds_values CHECK (((amount > 0) AND (num_nonnulls(payment_id, credit_note_id) = 1)))
);
CREATE TABLE public.saved_views (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    page text NOT NULL,
    name text NOT NULL,
    query text NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL
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
    marker_returned_at timestamp(3) with time zone,
    tags jsonb DEFAULT '[]'::jsonb NOT NULL,
    placement_weight integer DEFAULT 100 NOT NULL,
    reconciling_until timestamp(3) with time zone
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
CREATE TABLE public.subscription_changes (
    id uuid NOT NULL,
    sequence bigint NOT NULL,
    customer_id uuid NOT NULL,
    subscription_id uuid,
    kind text NOT NULL,
    effective_on date NOT NULL,
    data jsonb NOT NULL,
    plan_hash text NOT NULL,
    actor jsonb NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    accepted_hash text,
    written_hash text,
    written jsonb,
    inputs jsonb
);
ALTER TABLE public.subscription_changes ALTER COLUMN sequence ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.subscription_changes_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE public.subscription_items (
    id uuid NOT NULL,
    subscription_id uuid NOT NULL,
    product_id uuid NOT NULL,
    price_id uuid NOT NULL,
    quantity integer NOT NULL,
    description text NOT NULL,
    from_on date NOT NULL,
    until_on date,
    replaces_id uuid,
    created_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT subscription_items_values CHECK ((((quantity >= 1) AND (quantity <= 1000000)) AND (until_on >= from_on)))
);
CREATE TABLE public.tax_rates (
    id uuid NOT NULL,
    country text NOT NULL,
    region text DEFAULT ''::text NOT NULL,
    postcode_prefix text DEFAULT ''::text NOT NULL,
    category text NOT NULL,
    name text NOT NULL,
    rate_ppm integer NOT NULL,
    taxable_share_ppm integer,
    valid_from date NOT NULL,
    valid_until date,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT tax_rates_values CHECK ((((rate_ppm >= 0) AND (rate_ppm <= 1000000)) AND ((taxable_share_ppm >= 1) AND (taxable_share_ppm <= 1000000)) AND (valid_until > valid_from)))
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
CREATE TABLE public.webhook_deliveries (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    endpoint_id uuid NOT NULL,
    type text NOT NULL,
    data json NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    next_attempt_at timestamp(3) with time zone,
    lease_token uuid,
    history jsonb DEFAULT '[]'::jsonb NOT NULL,
    answer text,
    created_at timestamp(3) with time zone NOT NULL,
    delivered_at timestamp(3) with time zone
);
CREATE TABLE public.webhook_endpoints (
    id uuid NOT NULL,
    url text NOT NULL,
    description text NOT NULL,
    events text[],
    is_enabled boolean DEFAULT true NOT NULL,
    disabled_reason text,
    disabled_at timestamp(3) with time zone,
    failing_since timestamp(3) with time zone,
    secret_sealed text NOT NULL,
    previous_secret_sealed text,
    previous_secret_until timestamp(3) with time zone,
    created_at timestamp(3) with time zone NOT NULL,
    updated_at timestamp(3) with time zone NOT NULL,
    replay jsonb
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
INSERT INTO drizzle.__drizzle_migrations VALUES (28, 'bcd6ce3a1816a6a49cb97b05b3d95fb59ca4dbf195a82fb409dd5e714880e8ae', 1795965301359);
INSERT INTO drizzle.__drizzle_migrations VALUES (29, 'ebd790e76c5bfaad8b279091fbf17f2b7cef8ec04764535f5b39d028e4969b44', 1795969281062);
INSERT INTO drizzle.__drizzle_migrations VALUES (30, '91c8c8af38bde224baea4a75aa3ce89b393bce459debc087f3b1507fe03f4cc9', 1795969355238);
INSERT INTO drizzle.__drizzle_migrations VALUES (31, '8f87f86d899b6fad0d8f748076fda8813b30b26346519d1c93e0b2dd5ec36e27', 1795969430568);
INSERT INTO drizzle.__drizzle_migrations VALUES (32, 'c8304d16a477b8ee7c19b90f45974bd63137e936b9a6991debc0403f70f9b6cf', 1795971882669);
INSERT INTO drizzle.__drizzle_migrations VALUES (33, '85a79331e85080c64c63e3c86e5df682d40b3602b27eacc4c843167f38af9a15', 1795977720546);
INSERT INTO drizzle.__drizzle_migrations VALUES (34, '993487eb9e28e72d94bb5582547e2ad53ffc2e75cee9ae5b706da0256dbc4fe7', 1795983005587);
INSERT INTO drizzle.__drizzle_migrations VALUES (35, 'f663d1244219954e7947235ca60aca51874d29fe289020d066a99ec2938ccc18', 1795992699635);
INSERT INTO pgboss.job_common VALUES ('1e62c267-6fba-4cbf-b3f2-b035eb28b8ce', 'alert.deliver', 0, '{"event": "alert.opened", "alertId": "01a22b43-2010-7000-ab8b-2403b27132b9"}', 'retry', 20, 0, 1, true, 60, 900, 600, '01a22b43-2013-7000-bb8d-4d319bdda81f', NULL, NULL, NULL, '2026-11-30 07:02:31.094912+00', '2026-11-30 07:02:29.13102+00', '2026-11-30 07:02:29.23647+00', NULL, '2026-12-14 07:02:29.13102+00', '{"name": "Error", "stack": "Error: The job failed. See the log for the reason.\n    at handleLogged (file:///server/platform/jobs/workers.ts:41:11)\n    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)\n    at async file:///server/platform/jobs/workers.ts:27:7", "message": "The job failed. See the log for the reason."}', NULL, 'singleton', NULL, 10, false, false, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO pgboss.queue VALUES ('alert.deliver', 'singleton', 20, 1, true, 60, 900, 1209600, 600, NULL, false, 'job_common', 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, 0, 0, 0, NULL, NULL, NULL, NULL, NULL, '{}', 10, true, NULL, NULL, NULL, NULL, '2026-11-30 07:02:22.463015+00', '2026-11-30 07:02:22.47902+00');
INSERT INTO pgboss.version VALUES (46, NULL, '2026-11-30 07:02:22.823356+00', '2026-11-30 07:02:27.912456+00', NULL, NULL);
INSERT INTO public.alerts VALUES ('01a22b43-2010-7000-ab8b-2403b27132b9', '01a22b43-0f27-7000-8921-bb1b2380ef0c', 'unreachable', 'Second server is offline: 127.0.0.1 port 21614 refused the connection. Nothing was sent. Check that the panel is running and that the port in the Base URL is correct.', 'It gets no new accounts. Pending operations are retried automatically.', 'Check that the server is running and reachable. The connection is checked automatically.', '2026-11-30 07:02:29.131+00', NULL, NULL, NULL);
INSERT INTO public.allocations VALUES ('01a22b43-1d34-7000-beaa-d4014ceae79b', '01a22b43-195e-7000-8841-6da8ad2485df', '01a22b43-1cf3-7000-bf69-3cff73a45c8c', NULL, '01a22b43-1ad7-7001-9f02-82ffd43c28be', 2975, 'EUR', '2026-11-30', NULL, '2026-11-30 07:02:28.318+00');
INSERT INTO public.attempts VALUES ('01a22b43-11a1-7000-b63f-78148f83a891', '01a22b43-11b8-7001-8aa5-b7c5b090abf3', 1, '2026-11-30 07:02:25.441+00', '2026-11-30 07:02:25.733+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b43-13f7-7000-b8fa-e142d5fa0245', '01a22b43-1415-7001-8c11-2d539fb4250a', 1, '2026-11-30 07:02:26.039+00', '2026-11-30 07:02:26.138+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b43-15db-7000-9168-4bdff08c4926', '01a22b43-1547-7000-9939-f8833d9802ec', 1, '2026-11-30 07:02:26.524+00', '2026-11-30 07:02:26.596+00', 'succeeded', NULL);
INSERT INTO public.attempts VALUES ('01a22b43-1ec6-7000-91a3-efc5449c0d55', '01a22b43-1e8a-7001-b1ea-765e642fa9cf', 1, '2026-11-30 07:02:28.806+00', '2026-11-30 07:02:28.855+00', 'unknown', 'panel-error');
INSERT INTO public.attempts VALUES ('01a22b43-20a9-7000-b9e6-e97c809ebf81', '01a22b43-1e8a-7001-b1ea-765e642fa9cf', 2, '2026-11-30 07:02:29.289+00', '2026-11-30 07:02:29.297+00', 'unknown', 'panel-error');
INSERT INTO public.attempts VALUES ('01a22b43-2185-7000-a15e-54ebbff0f778', '01a22b43-215f-7001-b262-1777e4e6d648', 1, '2026-11-30 07:02:29.509+00', NULL, NULL, NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-30 07:02:23.259+00', 'system', NULL, 'settings', 'staff.create', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', NULL, '{"role": "owner", "email": "admin@example.com", "fullName": "Administrator", "password": true}', NULL, NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-30 07:02:23.803+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'session.sign-in', 'login', '01a22b43-091b-7000-a13b-cd578679fe6a', NULL, '{"method": "password"}', '01a22b43-0a2e-7000-b2ac-e802afbf27db', '127.0.0.1');
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (3, '2026-11-30 07:02:24.124+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'server.add', 'server', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', NULL, '{"name": "First server", "tags": [], "apiKey": true, "driver": "nextpanel", "baseUrl": "http://127.0.0.1:21613", "capacity": 100, "location": null, "authorities": [], "placementWeight": 100, "maxConcurrentRequests": null}', '01a22b43-0b99-7000-a12a-f8710aa2e15b', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (4, '2026-11-30 07:02:24.807+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'server.add', 'server', '01a22b43-0f27-7000-8921-bb1b2380ef0c', NULL, '{"name": "Second server", "tags": [], "apiKey": true, "driver": "nextpanel", "baseUrl": "http://127.0.0.1:21614", "capacity": 100, "location": null, "authorities": [], "placementWeight": 100, "maxConcurrentRequests": null}', '01a22b43-0eeb-7000-ba49-bde537963032', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (5, '2026-11-30 07:02:25.463+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'customer.create', 'customer', '01a22b43-1145-7000-b8d7-a45f0091cdf1', NULL, '{"email": "anna@example.com", "fullName": "Customer anna", "isActive": true, "password": true, "companyName": null}', '01a22b43-112d-7000-beea-018eb4def2a2', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (6, '2026-11-30 07:02:25.464+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b43-11b8-7000-8622-200c342b82dd', NULL, '{"email": "anna@example.com", "password": true, "serverId": "01a22b43-0c7c-7000-8cd4-3b0ab15a8402", "username": "anna", "customerId": "01a22b43-1145-7000-b8d7-a45f0091cdf1"}', '01a22b43-112d-7000-beea-018eb4def2a2', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (7, '2026-11-30 07:02:26.069+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'customer.create', 'customer', '01a22b43-13c3-7000-ba22-e657c099cfad', NULL, '{"email": "berta@example.com", "fullName": "Customer berta", "isActive": true, "password": true, "companyName": null}', '01a22b43-13a5-7000-911a-0a9f898d88d5', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (8, '2026-11-30 07:02:26.069+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b43-1415-7000-aac1-9333efec3e23', NULL, '{"email": "berta@example.com", "password": true, "serverId": "01a22b43-0c7c-7000-8cd4-3b0ab15a8402", "username": "berta", "customerId": "01a22b43-13c3-7000-ba22-e657c099cfad"}', '01a22b43-13a5-7000-911a-0a9f898d88d5', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (9, '2026-11-30 07:02:26.399+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'hosting-account.suspend', 'hosting-account', '01a22b43-1415-7000-aac1-9333efec3e23', '{"suspendReasons": []}', '{"note": null, "reason": "abuse"}', '01a22b43-1513-7000-b700-66d36026fd88', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (10, '2026-11-30 07:02:26.933+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'customer.create', 'customer', '01a22b43-171c-7000-82d9-1567634b3cc8', NULL, '{"email": "carla@example.com", "fullName": "Customer carla", "isActive": true, "password": true, "companyName": null}', '01a22b43-1711-7000-89ba-c0f6b7d8b09d', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (11, '2026-11-30 07:02:27.016+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'billing-settings.change-company', 'installation', '01a22b43-0204-7000-a6cd-1cfd30794844', NULL, '{"email": "billing@hosting.example", "phone": null, "footer": "", "taxIds": "VAT ID DE123456789", "address": "Hauptstr. 1, 10115 Berlin, DE", "currency": "EUR", "timeZone": "Europe/Berlin", "legalName": "Example Hosting GmbH"}', '01a22b43-1798-7000-b40b-abca74eb8c46', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (12, '2026-11-30 07:02:27.159+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'tax-rate.create', 'tax-rate', '01a22b43-1857-7000-ba91-14d17b3b8486', NULL, '{"name": "VAT", "region": "", "country": "DE", "percent": "19%", "validFrom": "2007-01-01", "validUntil": null, "taxCategory": "standard", "taxableShare": null, "postcodePrefix": ""}', '01a22b43-1830-7000-978b-278872e10c6d', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (13, '2026-11-30 07:02:27.281+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'product.create', 'product', '01a22b43-18d1-7000-8204-29bb47320016', NULL, '{"kind": "plan", "name": "Website care", "tags": [], "isVisible": true, "packageId": null, "description": "", "taxCategory": "standard", "withHosting": false}', '01a22b43-1898-7000-99e6-5ed75cc05766', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (14, '2026-11-30 07:02:27.379+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'product.add-price', 'product', '01a22b43-18d1-7000-8204-29bb47320016', NULL, '{"amount": "€25.00", "interval": "1 month", "setupFee": "€0.00", "isArchived": false, "taxIncluded": false}', '01a22b43-1916-7000-8f95-c84f029d22ce', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (15, '2026-11-30 07:02:27.509+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'customer.create', 'customer', '01a22b43-195e-7000-8841-6da8ad2485df', NULL, '{"email": "frida@example.com", "fullName": "Customer frida", "isActive": true, "password": true, "companyName": null}', '01a22b43-1957-7000-8858-0f327a177698', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (16, '2026-11-30 07:02:27.929+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'subscription.create', 'customer', '01a22b43-195e-7000-8841-6da8ad2485df', NULL, '{"priceId": "01a22b43-1933-7000-b712-b5508287e22a", "quantity": 1, "documents": ["invoice: 29.75 EUR"], "provision": "none", "customerId": "01a22b43-195e-7000-8841-6da8ad2485df", "subscriptionId": "01a22b43-1ad0-7001-b2e0-c7cc11f01d6b"}', '01a22b43-1957-7000-8858-0f327a177698', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (17, '2026-11-30 07:02:28.318+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'payment.record', 'customer', '01a22b43-195e-7000-8841-6da8ad2485df', NULL, '{"amount": "29.75 EUR", "method": "cash", "invoiceId": "01a22b43-1ad7-7001-9f02-82ffd43c28be", "paymentId": "01a22b43-1cf3-7000-bf69-3cff73a45c8c", "reference": "", "receivedOn": "2026-11-30"}', '01a22b43-1cb5-7000-a9ff-fb976decc473', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (18, '2026-11-30 07:02:28.746+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'customer.create', 'customer', '01a22b43-1e34-7000-a451-b3f96945f434', NULL, '{"email": "emil@example.com", "fullName": "Customer emil", "isActive": true, "password": true, "companyName": null}', '01a22b43-1e2c-7000-b39d-34787fc30c9e', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (19, '2026-11-30 07:02:28.746+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b43-1e8a-7000-ad95-463b5fa1586c', NULL, '{"email": "emil@example.com", "password": true, "serverId": "01a22b43-0c7c-7000-8cd4-3b0ab15a8402", "username": "emil", "customerId": "01a22b43-1e34-7000-a451-b3f96945f434"}', '01a22b43-1e2c-7000-b39d-34787fc30c9e', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (20, '2026-11-30 07:02:29.471+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'customer.create', 'customer', '01a22b43-20c0-7000-afd1-06ffefb9045f', NULL, '{"email": "dora@example.com", "fullName": "Customer dora", "isActive": true, "password": true, "companyName": null}', '01a22b43-20b2-7000-9a84-0ffd40e8cd86', NULL);
INSERT INTO public.audit_entries OVERRIDING SYSTEM VALUE VALUES (21, '2026-11-30 07:02:29.471+00', 'staff', '01a22b43-091b-7000-a13b-cd578679fe6a', 'Administrator', 'hosting-account.create', 'hosting-account', '01a22b43-215f-7000-bf1b-c2be7e523638', NULL, '{"email": "dora@example.com", "password": true, "serverId": "01a22b43-0c7c-7000-8cd4-3b0ab15a8402", "username": "dora", "customerId": "01a22b43-20c0-7000-afd1-06ffefb9045f"}', '01a22b43-20b2-7000-9a84-0ffd40e8cd86', NULL);
INSERT INTO public.audit_seals VALUES (1, 'lTnx-0ASEmWwBpmFJAD5Bn4NH3BbUWgTMqeUBH3DVek', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (2, 'ooX4YjHWLXIKmv8bPnWBeCBvpt3KwUg0cDHHYapGK54', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (3, 'koGku6h_8_RPoLtvsAuGjDya3MNYCszgVHbjOBZ6Nmc', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (4, 'IJkd6xzyyZ3EdPuWqkxZPjzi6DyHlHTDD3dw_qjIHxs', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (5, 'u8nDVv4GqlOLjJEaCSnQOrP8Caz76IYNiM2LkUGB2cg', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (6, 'Ieys_nwaUSVUsUy7q5jvpPVRs8imjD1luuLHkSVc5qg', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (7, '4U-H7ynJwyPDlWBX6qXKX6TaiTiC52Sg8DFczWFCdMI', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (8, 'QdM-yoAGC6khJ34YC82bm3SviNEyRbPpr1AmqwkAxfQ', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (9, '6o1B4m0t4FaUByxLdmKpA8_Vru2lUjjHl-Y9I9hW1hc', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (10, 'ay3lEszoA7f1K3Qe6a3jsgjcTaYeQ96KsYxhqPIIx-I', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (11, 'wd9kF9Ku-Nt43j2rAMe0VFMB9zw_azBx-eK6bpn6BEs', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (12, 'Z0EWk1BwSi3tbxdbOjx5Tu1HceJvxHw8eEvdJ6p9eyA', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (13, '9jFQbbKCK6qOnzSC06XCJYknw_TrxPuCKOUFzmYfLl4', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (14, '7lpuY-nW4Kc_4bHKWbqZeuba22ocTLZl_nrBhyBKQkI', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (15, 'dacBJZCeus6EgH6HQk4GkphHZy53bWM-GluHUeP2KBg', 'zSxMQw1J');
INSERT INTO public.audit_seals VALUES (16, 'k7pVLIE8TZ2WPcTSENnauZDtlhhux6aKb8txLeCpPw8', 'zSxMQw1J');
INSERT INTO public.billing_profiles VALUES ('01a22b43-195e-7000-8841-6da8ad2485df', '', '', '', '', '', NULL, NULL, NULL, NULL, false, NULL, 'EUR', NULL, NULL, '', '2026-11-30 07:02:27.583+00', '2026-11-30 07:02:27.583+00');
INSERT INTO public.charges VALUES ('01a22b43-1af3-7000-9974-092b8438a0cd', '01a22b43-195e-7000-8841-6da8ad2485df', '01a22b43-1ad0-7001-b2e0-c7cc11f01d6b', '01a22b43-1ad7-7000-b7a8-b4a72ae039ad', '01a22b43-18d1-7000-8204-29bb47320016', 'recurring', '2026-11-30', '2026-12-30', '01a22b43-1ad0-7000-8dd1-95d607aa6eb8', NULL, 2500, 0, 'EUR', false, '{"tax": {"rates": [{"name": "VAT", "rateId": "01a22b43-1857-7000-ba91-14d17b3b8486", "region": null, "country": "DE", "ratePpm": 190000}], "category": "standard", "treatment": "standard"}, "days": 30, "divisor": 30, "priceId": "01a22b43-1933-7000-b712-b5508287e22a", "quantity": 1, "unitAmount": {"amount": "2500", "currency": "EUR"}, "periodStart": "2026-11-30"}', '2026-11-30 07:02:27.583+00');
INSERT INTO public.company_settings VALUES (true, 'Example Hosting GmbH', '{"city": "Berlin", "line1": "Hauptstr. 1", "line2": "", "region": "", "country": "DE", "postcode": "10115"}', '[{"label": "VAT ID", "value": "DE123456789"}]', 'billing@hosting.example', NULL, 'Europe/Berlin', 'EUR', NULL, 14, 0, NULL, '', 3, '2026-11-30 07:02:27.016+00', '2026-11-30 07:02:27.016+00');
INSERT INTO public.credentials VALUES ('62edffee-c47a-441f-98bf-1409249f9845', '01a22b43-091b-7000-a13b-cd578679fe6a', '01a22b43-091b-7000-a13b-cd578679fe6a', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$YMu3LQXBQMVhNrGw/7OlKg$XaCXk9UCYAQEVpRQbzpjqH0669mXQUfbIppODD/9auM', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 07:02:23.259+00', '2026-11-30 07:02:23.259+00');
INSERT INTO public.credentials VALUES ('5a9f5258-b636-480f-8cc5-9b497a0a8e51', '01a22b43-1145-7001-a932-15669b435ff5', '01a22b43-1145-7001-a932-15669b435ff5', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$G+/tOuk6Xkexghsq9PjBWw$jdJfQ6VAGFbTUn9cOxLMRK7OlMaCDhqFf/F6dpMZFWA', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 07:02:25.463+00', '2026-11-30 07:02:25.463+00');
INSERT INTO public.credentials VALUES ('83b677f9-7ffd-4d5b-9b55-48df135484b1', '01a22b43-13c3-7001-ab95-df30595592e6', '01a22b43-13c3-7001-ab95-df30595592e6', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$+KySFAQLg0ObC4f5Q6mMlQ$bhqMHSOO4seEMzsT5k4hCyo1QX75ieu4s/IIBHogez4', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 07:02:26.069+00', '2026-11-30 07:02:26.069+00');
INSERT INTO public.credentials VALUES ('caba419a-0800-40f2-bffb-bf6f466791f9', '01a22b43-171c-7001-9dc4-12317caf8d0a', '01a22b43-171c-7001-9dc4-12317caf8d0a', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$pF4leEg3nN16i1AWbNetlA$VLmLuy5lxqu8OKmVG8dAVAbahkw2f+2voY2DXEW2Mvk', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 07:02:26.933+00', '2026-11-30 07:02:26.933+00');
INSERT INTO public.credentials VALUES ('74cbac7e-e419-4abd-a7fd-407630a77b8c', '01a22b43-195e-7001-8a40-c9d32dddb371', '01a22b43-195e-7001-8a40-c9d32dddb371', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$YRZPFCuBhvL7T7MANKMi3Q$r6Fds+WduL5Fd4EJMVNHaV9/uiTiOoHSvXhcX+XFksM', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 07:02:27.509+00', '2026-11-30 07:02:27.509+00');
INSERT INTO public.credentials VALUES ('1b8bc56d-eac2-4bfa-bf58-96d2fb7b6f59', '01a22b43-1e34-7001-83f5-ebe29dc9ac7e', '01a22b43-1e34-7001-83f5-ebe29dc9ac7e', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$TCPBKchVhJYPxzPn8VrZBA$Z14K//m6IybxGNPrNkZ2ZeYWrb2lkAT45dXcA8E6WBA', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 07:02:28.746+00', '2026-11-30 07:02:28.746+00');
INSERT INTO public.credentials VALUES ('09e52a0e-0daf-4336-8263-31c01f1d2405', '01a22b43-20c1-7000-8eaa-89f20d02bdd7', '01a22b43-20c1-7000-8eaa-89f20d02bdd7', 'credential', '$argon2id$v=19$m=19456,t=2,p=1$enydHxtkAedAt2oFIItWxg$hY7M+k4G3iQxiJPeVLBexpDOXHP1auwh4owuzQ1Zf8o', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-30 07:02:29.471+00', '2026-11-30 07:02:29.471+00');
INSERT INTO public.customers VALUES ('01a22b43-1145-7000-b8d7-a45f0091cdf1', '01a22b43-1145-7001-a932-15669b435ff5', 'anna@example.com', 'Customer anna', NULL, '2026-11-30 07:02:25.463+00', '2026-11-30 07:02:25.463+00', true, true, false, DEFAULT, DEFAULT, NULL);
INSERT INTO public.customers VALUES ('01a22b43-13c3-7000-ba22-e657c099cfad', '01a22b43-13c3-7001-ab95-df30595592e6', 'berta@example.com', 'Customer berta', NULL, '2026-11-30 07:02:26.069+00', '2026-11-30 07:02:26.069+00', true, true, false, DEFAULT, DEFAULT, NULL);
INSERT INTO public.customers VALUES ('01a22b43-171c-7000-82d9-1567634b3cc8', '01a22b43-171c-7001-9dc4-12317caf8d0a', 'carla@example.com', 'Customer carla', NULL, '2026-11-30 07:02:26.933+00', '2026-11-30 07:02:26.933+00', true, false, false, DEFAULT, DEFAULT, NULL);
INSERT INTO public.customers VALUES ('01a22b43-195e-7000-8841-6da8ad2485df', '01a22b43-195e-7001-8a40-c9d32dddb371', 'frida@example.com', 'Customer frida', NULL, '2026-11-30 07:02:27.509+00', '2026-11-30 07:02:27.509+00', true, false, false, DEFAULT, DEFAULT, NULL);
INSERT INTO public.customers VALUES ('01a22b43-1e34-7000-a451-b3f96945f434', '01a22b43-1e34-7001-83f5-ebe29dc9ac7e', 'emil@example.com', 'Customer emil', NULL, '2026-11-30 07:02:28.746+00', '2026-11-30 07:02:28.746+00', true, true, false, DEFAULT, DEFAULT, NULL);
INSERT INTO public.customers VALUES ('01a22b43-20c0-7000-afd1-06ffefb9045f', '01a22b43-20c1-7000-8eaa-89f20d02bdd7', 'dora@example.com', 'Customer dora', NULL, '2026-11-30 07:02:29.471+00', '2026-11-30 07:02:29.471+00', true, true, false, DEFAULT, DEFAULT, NULL);
INSERT INTO public.document_lines VALUES ('01a22b43-1af4-7000-8b9e-fb1d71d9e579', '01a22b43-1ad7-7001-9f02-82ffd43c28be', 1, '01a22b43-1af3-7000-9974-092b8438a0cd', NULL, '01a22b43-1ad0-7001-b2e0-c7cc11f01d6b', '01a22b43-18d1-7000-8204-29bb47320016', 'Website care', 1, 2500, '2026-11-30', '2026-12-30', 2500, 0, false, 'standard', 'DE/standard/VAT/190000', NULL, 2500);
INSERT INTO public.document_taxes VALUES ('01a22b43-1ad7-7001-9f02-82ffd43c28be', 1, 'DE/standard/VAT/190000', 'DE', '', 'standard', 'standard', 'VAT', 190000, 2500, 475, NULL);
INSERT INTO public.documents VALUES ('01a22b43-1ad7-7001-9f02-82ffd43c28be', 'invoice', '01a22b43-195e-7000-8841-6da8ad2485df', 'paid', 2026, 1, 'INV-2026-00001', 'EUR', '2026-11-30', '2026-12-14', '{"email": "billing@hosting.example", "phone": "", "footer": "", "taxIds": [{"label": "VAT ID", "value": "DE123456789"}], "address": {"city": "Berlin", "line1": "Hauptstr. 1", "line2": "", "region": "", "country": "DE", "postcode": "10115"}, "timeZone": "Europe/Berlin", "legalName": "Example Hosting GmbH", "bankDetails": null}', '{"email": "frida@example.com", "taxIds": [], "address": {"city": "", "line1": "", "line2": "", "region": "", "country": "", "postcode": ""}, "fullName": "Customer frida", "companyName": null}', '{"standard 2026-11-30": {"kind": "decided", "place": {"country": "DE", "postcode": "10115", "isInEuVat": true, "territory": null}, "rates": [{"name": "VAT", "rateId": "01a22b43-1857-7000-ba91-14d17b3b8486", "region": null, "country": "DE", "ratePpm": 190000}], "inputs": {"date": "2026-11-30", "policy": {"checkValidDays": 30, "uncheckedTaxId": "charge", "crossBorderConsumers": "destination"}, "seller": {"country": "DE", "postcode": "10115"}, "category": "standard", "customer": {"taxId": null, "region": null, "country": "DE", "postcode": "10115", "exemption": null, "taxIdCheck": null}}, "reason": "own-country", "treatment": "standard"}}', 2500, 475, 2975, 0, 0, '{}', 'INV-2026-00001', NULL, NULL, 'ed64e1fa0c03c39f8cb1c639e0b7c92e53a988b8c2182f4c4bb244bde8c3dad7', '2026-11-30 07:02:27.583+00', NULL, NULL, '2026-11-30 07:02:27.583+00', '2026-11-30 07:02:28.318+00');
INSERT INTO public.hosting_accounts VALUES ('01a22b43-11b8-7000-8622-200c342b82dd', '01a22b43-1145-7000-b8d7-a45f0091cdf1', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', 'anna', 'anna@example.com', NULL, 'npb1.30794844.1.01a22b4311b870008622200c342b82dd.948fa03541f865063c57310a', 'active', true, '1', true, '[]', NULL, true, '2026-11-30 07:02:25.464+00', '2026-11-30 07:02:25.776+00', NULL, '2026-12-07 07:02:25.465+00', NULL);
INSERT INTO public.hosting_accounts VALUES ('01a22b43-1415-7000-aac1-9333efec3e23', '01a22b43-13c3-7000-ba22-e657c099cfad', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', 'berta', 'berta@example.com', NULL, 'npb1.30794844.1.01a22b4314157000aac19333efec3e23.5b2a357e1d61405cdd9b6799', 'suspended', true, '2', true, '["abuse"]', NULL, true, '2026-11-30 07:02:26.069+00', '2026-11-30 07:02:26.623+00', NULL, '2026-12-07 07:02:26.07+00', NULL);
INSERT INTO public.hosting_accounts VALUES ('01a22b43-1e8a-7000-ad95-463b5fa1586c', '01a22b43-1e34-7000-a451-b3f96945f434', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', 'emil', 'emil@example.com', NULL, 'npb1.30794844.1.01a22b431e8a7000ad95463b5fa1586c.8f7a6368bf798a9813dd58e4', 'unknown', true, NULL, false, '[]', 'v2.4R1w7_Q7.R_vLcaqe4UMXTdkV.TFf4_9vGF7HvXeo716W5FTQx.y26scnUMlb4G32ZAwAXHYQ', true, '2026-11-30 07:02:28.746+00', '2026-11-30 07:02:29.444+00', NULL, '2026-12-07 07:02:28.747+00', NULL);
INSERT INTO public.hosting_accounts VALUES ('01a22b43-215f-7000-bf1b-c2be7e523638', '01a22b43-20c0-7000-afd1-06ffefb9045f', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', 'dora', 'dora@example.com', NULL, 'npb1.30794844.1.01a22b43215f7000bf1bc2be7e523638.32868cee102f49c45d79eced', 'pending', true, NULL, false, '[]', 'v2.4R1w7_Q7.GcxC56g-1J5PKDH9.XdBKRqyPxDfU1nqgd2GEkluD.QMFJeiKMZ0dypMpNrHjcnA', true, '2026-11-30 07:02:29.471+00', '2026-11-30 07:02:29.471+00', NULL, '2026-12-07 07:02:29.472+00', NULL);
INSERT INTO public.installation VALUES (true, '01a22b43-0204-7000-a6cd-1cfd30794844', 1, NULL, '2026-11-30 07:02:21.463731+00', 'cluster 7713856213300711317 database 16384', 'recognised', NULL, NULL, '2026-11-30 07:02:21.558+00', 'v2.4R1w7_Q7.E7jfHzLBrF9ZcD3x.K1ko_Zp7DS-OnKuw2Kbd731Wo_7k8l_zlbNT8D8SyvayC5tixQ8h-5twZA.prtd7d69IXncJYWbOEPwvw', NULL, false);
INSERT INTO public.journal_entries VALUES ('01a22b43-1b27-7000-89e6-f3e1ad1f16fa', 'invoice', '01a22b43-1ad7-7001-9f02-82ffd43c28be', '01a22b43-195e-7000-8841-6da8ad2485df', '2026-11-30', NULL, '2026-11-30 07:02:27.583+00');
INSERT INTO public.journal_entries VALUES ('01a22b43-1d0f-7000-8229-214440f12c8a', 'payment', '01a22b43-1cf3-7000-bf69-3cff73a45c8c', '01a22b43-195e-7000-8841-6da8ad2485df', '2026-11-30', NULL, '2026-11-30 07:02:28.318+00');
INSERT INTO public.journal_entries VALUES ('01a22b43-1d4e-7000-b592-f5d19bc3908c', 'allocation', '01a22b43-1d34-7000-beaa-d4014ceae79b', '01a22b43-195e-7000-8841-6da8ad2485df', '2026-11-30', NULL, '2026-11-30 07:02:28.318+00');
INSERT INTO public.known_addresses VALUES ('01a22b43-091b-7000-a13b-cd578679fe6a', '127.0.0.1', '2026-11-30 07:02:23.803+00');
INSERT INTO public.last_sign_ins VALUES ('01a22b43-091b-7000-a13b-cd578679fe6a', '2026-11-30 07:02:23.803+00');
INSERT INTO public.number_series VALUES ('invoice', 'INV-{year}-{number:5}', true, 2026, 2, '2026-11-30', '2026-11-30 07:02:27.583+00');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (1, '01a22b43-11b8-7001-8aa5-b7c5b090abf3', '2026-11-30 07:02:25.464+00', 'operation.queued', 'Create hosting account "anna" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (2, '01a22b43-11b8-7001-8aa5-b7c5b090abf3', '2026-11-30 07:02:25.441+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=anna", "durationMs": 57}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (3, '01a22b43-11b8-7001-8aa5-b7c5b090abf3', '2026-11-30 07:02:25.441+00', 'attempt.started', 'Attempt 1: creating "anna" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (4, '01a22b43-11b8-7001-8aa5-b7c5b090abf3', '2026-11-30 07:02:25.733+00', 'attempt.ended', 'Attempt 1: the panel returned NextPanel User ID 1.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 1, username anna.", "status": 201, "request": "POST /api/v1/billing/accounts", "durationMs": 101}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (5, '01a22b43-11b8-7001-8aa5-b7c5b090abf3', '2026-11-30 07:02:25.775+00', 'read-back.ended', 'Verified account 1.', '{"exchanges": [{"answer": "Account 1, username anna.", "status": 200, "request": "GET /api/v1/billing/accounts/1", "durationMs": 19}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (6, '01a22b43-11b8-7001-8aa5-b7c5b090abf3', '2026-11-30 07:02:25.777+00', 'operation.succeeded', 'Created and verified: NextPanel User ID 1.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (7, '01a22b43-1415-7001-8c11-2d539fb4250a', '2026-11-30 07:02:26.069+00', 'operation.queued', 'Create hosting account "berta" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (8, '01a22b43-1415-7001-8c11-2d539fb4250a', '2026-11-30 07:02:26.039+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=berta", "durationMs": 27}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (9, '01a22b43-1415-7001-8c11-2d539fb4250a', '2026-11-30 07:02:26.039+00', 'attempt.started', 'Attempt 1: creating "berta" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (10, '01a22b43-1415-7001-8c11-2d539fb4250a', '2026-11-30 07:02:26.138+00', 'attempt.ended', 'Attempt 1: the panel returned NextPanel User ID 2.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 2, username berta.", "status": 201, "request": "POST /api/v1/billing/accounts", "durationMs": 41}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (11, '01a22b43-1415-7001-8c11-2d539fb4250a', '2026-11-30 07:02:26.169+00', 'read-back.ended', 'Verified account 2.', '{"exchanges": [{"answer": "Account 2, username berta.", "status": 200, "request": "GET /api/v1/billing/accounts/2", "durationMs": 25}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (12, '01a22b43-1415-7001-8c11-2d539fb4250a', '2026-11-30 07:02:26.17+00', 'operation.succeeded', 'Created and verified: NextPanel User ID 2.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (13, '01a22b43-1547-7000-9939-f8833d9802ec', '2026-11-30 07:02:26.375+00', 'operation.queued', 'Suspend "berta" (reason: abuse), requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (14, '01a22b43-1547-7000-9939-f8833d9802ec', '2026-11-30 07:02:26.514+00', 'identity.read', 'Account 2 on the panel is ours.', '{"exchanges": [{"answer": "Account 2, username berta.", "status": 200, "request": "GET /api/v1/billing/accounts/2", "durationMs": 28}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (15, '01a22b43-1547-7000-9939-f8833d9802ec', '2026-11-30 07:02:26.524+00', 'attempt.started', 'Attempt 1: suspending.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (16, '01a22b43-1547-7000-9939-f8833d9802ec', '2026-11-30 07:02:26.596+00', 'attempt.ended', 'Attempt 1: the panel did it.', '{"code": null, "outcome": "succeeded", "exchanges": [{"answer": "Account 2 is now suspended", "status": 200, "request": "POST /api/v1/billing/accounts/2/suspend", "durationMs": 52}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (17, '01a22b43-1547-7000-9939-f8833d9802ec', '2026-11-30 07:02:26.624+00', 'operation.succeeded', 'Suspended: abuse.', '{}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (18, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', '2026-11-30 07:02:28.746+00', 'operation.queued', 'Create hosting account "emil" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (19, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', '2026-11-30 07:02:28.805+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 11}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (20, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', '2026-11-30 07:02:28.806+00', 'attempt.started', 'Attempt 1: creating "emil" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (21, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', '2026-11-30 07:02:28.855+00', 'attempt.ended', 'Attempt 1: The panel returned an error (HTTP 500), so it is not known whether the request was executed. NextPanel says: “Internal Server Error”.', '{"code": "panel-error", "outcome": "unknown", "exchanges": [{"answer": "Not JSON but text/plain; charset=utf-8: Internal Server Error", "status": 500, "request": "POST /api/v1/billing/accounts", "durationMs": 5}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (22, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', '2026-11-30 07:02:28.933+00', 'look.ended', 'Checked the panel: the account does not exist there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 17}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 15}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 13}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 11}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (23, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', '2026-11-30 07:02:28.933+00', 'operation.waiting', 'Checking again in 1 s before retrying, so that the account is not created twice.', '{"code": null, "nextAttemptAt": "2026-11-30T07:02:29.133Z"}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (24, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', '2026-11-30 07:02:29.289+00', 'look.ended', 'Checked the panel: the account does not exist there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 30}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 25}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 17}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 14}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (25, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', '2026-11-30 07:02:29.289+00', 'attempt.started', 'Attempt 2: creating "emil" on First server.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (26, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', '2026-11-30 07:02:29.297+00', 'attempt.ended', 'Attempt 2: The panel returned an error (HTTP 500), so it is not known whether the request was executed. NextPanel says: “Internal Server Error”.', '{"code": "panel-error", "outcome": "unknown", "exchanges": [{"answer": "Not JSON but text/plain; charset=utf-8: Internal Server Error", "status": 500, "request": "POST /api/v1/billing/accounts", "durationMs": 5}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (27, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', '2026-11-30 07:02:29.443+00', 'look.ended', 'Checked the panel: the account does not exist there.', '{"matches": [], "complete": true, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?billing_id=our+marker", "durationMs": 24}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=emil", "durationMs": 65}, {"answer": "A list of 2.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=0&limit=100", "durationMs": 20}, {"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?skip=2&limit=100", "durationMs": 24}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (28, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', '2026-11-30 07:02:29.444+00', 'operation.waiting', 'Checking again in 1 s before retrying, so that the account is not created twice.', '{"code": null, "nextAttemptAt": "2026-11-30T07:02:29.644Z"}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (29, '01a22b43-215f-7001-b262-1777e4e6d648', '2026-11-30 07:02:29.471+00', 'operation.queued', 'Create hosting account "dora" on First server, requested by Administrator.', NULL);
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (30, '01a22b43-215f-7001-b262-1777e4e6d648', '2026-11-30 07:02:29.508+00', 'look.ended', 'Checked the panel: the username is free.', '{"matches": [], "complete": false, "exchanges": [{"answer": "A list of 0.", "status": 200, "request": "GET /api/v1/billing/accounts?username=dora", "durationMs": 37}]}');
INSERT INTO public.operation_events OVERRIDING SYSTEM VALUE VALUES (31, '01a22b43-215f-7001-b262-1777e4e6d648', '2026-11-30 07:02:29.509+00', 'attempt.started', 'Attempt 1: creating "dora" on First server.', NULL);
INSERT INTO public.operations VALUES ('01a22b43-11b8-7001-8aa5-b7c5b090abf3', '01a22b43-11b8-7000-8622-200c342b82dd', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', 'create', 'succeeded', '{}', 1, 0, 0, '1', NULL, NULL, NULL, NULL, '2026-11-30 07:02:25.464+00', '2026-11-30 07:02:25.777+00', '2026-11-30 07:02:25.777+00', NULL, 0, false, 0, 'hosting-account', '01a22b43-11b8-7000-8622-200c342b82dd', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', NULL);
INSERT INTO public.operations VALUES ('01a22b43-1415-7001-8c11-2d539fb4250a', '01a22b43-1415-7000-aac1-9333efec3e23', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', 'create', 'succeeded', '{}', 1, 0, 0, '2', NULL, NULL, NULL, NULL, '2026-11-30 07:02:26.069+00', '2026-11-30 07:02:26.17+00', '2026-11-30 07:02:26.17+00', NULL, 0, false, 0, 'hosting-account', '01a22b43-1415-7000-aac1-9333efec3e23', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', NULL);
INSERT INTO public.operations VALUES ('01a22b43-1547-7000-9939-f8833d9802ec', '01a22b43-1415-7000-aac1-9333efec3e23', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', 'suspend', 'succeeded', '{"reason": "abuse"}', 1, 0, 0, NULL, NULL, NULL, NULL, NULL, '2026-11-30 07:02:26.375+00', '2026-11-30 07:02:26.624+00', '2026-11-30 07:02:26.624+00', NULL, 0, false, 0, 'hosting-account', '01a22b43-1415-7000-aac1-9333efec3e23', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', NULL);
INSERT INTO public.operations VALUES ('01a22b43-1e8a-7001-b1ea-765e642fa9cf', '01a22b43-1e8a-7000-ad95-463b5fa1586c', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', 'create', 'waiting', '{}', 2, 1, 0, NULL, '2026-11-30 07:02:29.644+00', NULL, NULL, NULL, '2026-11-30 07:02:28.746+00', '2026-11-30 07:02:29.444+00', NULL, NULL, 0, false, 0, 'hosting-account', '01a22b43-1e8a-7000-ad95-463b5fa1586c', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', NULL);
INSERT INTO public.operations VALUES ('01a22b43-215f-7001-b262-1777e4e6d648', '01a22b43-215f-7000-bf1b-c2be7e523638', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', 'create', 'running', '{}', 1, 0, 0, NULL, NULL, NULL, '01a22b43-20df-7000-9b39-71d861eccfb9', '2026-11-30 07:03:14.509+00', '2026-11-30 07:02:29.471+00', '2026-11-30 07:02:29.509+00', NULL, NULL, 0, false, 0, 'hosting-account', '01a22b43-215f-7000-bf1b-c2be7e523638', '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', NULL);
INSERT INTO public.payments VALUES ('01a22b43-1cf3-7000-bf69-3cff73a45c8c', '01a22b43-195e-7000-8841-6da8ad2485df', 'cash', '', '2026-11-30', 2975, 'EUR', 0, 'received', NULL, NULL, '', 'Administrator', '2026-11-30 07:02:28.318+00', '2026-11-30 07:02:28.318+00');
INSERT INTO public.postings VALUES ('01a22b43-1b27-7000-89e6-f3e1ad1f16fa', 0, 'receivable', '01a22b43-195e-7000-8841-6da8ad2485df', NULL, NULL, NULL, 2975, 'EUR', '2026-11-30');
INSERT INTO public.postings VALUES ('01a22b43-1b27-7000-89e6-f3e1ad1f16fa', 1, 'revenue', '01a22b43-195e-7000-8841-6da8ad2485df', '01a22b43-18d1-7000-8204-29bb47320016', NULL, NULL, -2500, 'EUR', '2026-11-30');
INSERT INTO public.postings VALUES ('01a22b43-1b27-7000-89e6-f3e1ad1f16fa', 2, 'tax', '01a22b43-195e-7000-8841-6da8ad2485df', NULL, 'DE/standard/VAT/190000', NULL, -475, 'EUR', '2026-11-30');
INSERT INTO public.postings VALUES ('01a22b43-1d0f-7000-8229-214440f12c8a', 0, 'clearing', '01a22b43-195e-7000-8841-6da8ad2485df', NULL, NULL, 'cash', 2975, 'EUR', '2026-11-30');
INSERT INTO public.postings VALUES ('01a22b43-1d0f-7000-8229-214440f12c8a', 1, 'credit', '01a22b43-195e-7000-8841-6da8ad2485df', NULL, NULL, NULL, -2975, 'EUR', '2026-11-30');
INSERT INTO public.postings VALUES ('01a22b43-1d4e-7000-b592-f5d19bc3908c', 0, 'credit', '01a22b43-195e-7000-8841-6da8ad2485df', NULL, NULL, NULL, 2975, 'EUR', '2026-11-30');
INSERT INTO public.postings VALUES ('01a22b43-1d4e-7000-b592-f5d19bc3908c', 1, 'receivable', '01a22b43-195e-7000-8841-6da8ad2485df', NULL, NULL, NULL, -2975, 'EUR', '2026-11-30');
INSERT INTO public.prices VALUES ('01a22b43-1933-7000-b712-b5508287e22a', '01a22b43-18d1-7000-8204-29bb47320016', 'EUR', 2500, 0, 'month', 1, false, false, '2026-11-30 07:02:27.379+00');
INSERT INTO public.products VALUES ('01a22b43-18d1-7000-8204-29bb47320016', 'Website care', DEFAULT, '', 'plan', NULL, '{}', 'standard', false, true, '2026-11-30 07:02:27.281+00', '2026-11-30 07:02:27.281+00');
INSERT INTO public.rate_limits VALUES ('39b32a10-4948-443e-b3d5-6b3ef21a4768', 'sign-in|127.0.0.1', 1, 1796022143556);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (1, '01a22b43-0c7c-7000-8cd4-3b0ab15a8402', '2026-11-30 07:02:24.464+00', 'person', 'online', 272, NULL, NULL);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (2, '01a22b43-0f27-7000-8921-bb1b2380ef0c', '2026-11-30 07:02:25.162+00', 'person', 'online', 267, NULL, NULL);
INSERT INTO public.server_checks OVERRIDING SYSTEM VALUE VALUES (3, '01a22b43-0f27-7000-8921-bb1b2380ef0c', '2026-11-30 07:02:29.131+00', 'person', 'offline', 2, 'tcp', '127.0.0.1 port 21614 refused the connection. Nothing was sent.');
INSERT INTO public.servers VALUES ('01a22b43-0f27-7000-8921-bb1b2380ef0c', 'Second server', 'nextpanel', 'http://127.0.0.1:21614', NULL, 100, 'active', 'offline', '127.0.0.1 port 21614 refused the connection. Nothing was sent. Check that the panel is running and that the port in the Base URL is correct.', '[{"id": "dns", "state": "pass", "message": "127.0.0.1 is an IP address, so no DNS lookup is needed.", "durationMs": 0}, {"id": "tcp", "state": "fail", "remedy": "Check that the panel is running and that the port in the Base URL is correct.", "message": "127.0.0.1 port 21614 refused the connection. Nothing was sent.", "durationMs": 1}, {"id": "tls", "state": "not-checked", "message": "Not checked, because an earlier step failed.", "durationMs": 0}, {"id": "health", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "key", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "permission", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "scope", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "ip", "state": "not-checked", "message": "Not reached.", "durationMs": 0}, {"id": "latency", "state": "not-checked", "message": "Not reached.", "durationMs": 0}]', 1, '2026-11-30 07:02:29.131+00', 'v2.4R1w7_Q7.ez2-BQTcAZTqjBij.q5xI-Yg4kvy3S8bOfuwuuyrQpsU.1RIVhgZeaP4zFmmiNWeD4g', 'v2.4R1w7_Q7.PwMowy3bDPo78COZ.kSGkXj0e7jFzFz0zBupKHbKIiPs.PtxFzTDEkZAg1OMlzp0Zmg', '9749fe87690f9dcf8acc5f76dd7e67d89650e41a4cf6b82415e4a7cd2176a2bd', 'npk_made…', NULL, '2026-11-30 07:02:24.807+00', '2026-11-30 07:02:29.131+00', 0, NULL, NULL, NULL, NULL, NULL, 'closed', NULL, 0, NULL, NULL, 0, 0, NULL, NULL, 0, NULL, NULL, NULL, '[]', 100, NULL);
INSERT INTO public.servers VALUES ('01a22b43-0c7c-7000-8cd4-3b0ab15a8402', 'First server', 'nextpanel', 'http://127.0.0.1:21613', NULL, 100, 'active', 'online', 'The panel responds and accepts the key.', '[{"id": "dns", "state": "pass", "message": "127.0.0.1 is an IP address, so no DNS lookup is needed.", "durationMs": 0}, {"id": "tcp", "state": "pass", "message": "Connected to 127.0.0.1 port 21613.", "durationMs": 1}, {"id": "tls", "state": "warn", "remedy": "Use https:// in the Base URL if the connection leaves your own network.", "message": "The Base URL starts with http://, so the API key is sent unencrypted.", "durationMs": 0}, {"id": "health", "state": "pass", "message": "NextPanel responds and reports “healthy”.", "durationMs": 93}, {"id": "key", "state": "pass", "message": "NextPanel accepts the API key.", "durationMs": 36}, {"id": "permission", "state": "pass", "message": "The API key can create accounts.", "durationMs": 36}, {"id": "scope", "state": "pass", "message": "The API key has the scope Account Management.", "durationMs": 36}, {"id": "ip", "state": "pass", "message": "NextPanel accepts the API key from our address (the local address is 127.0.0.1; behind NAT, the panel may see a different one).", "durationMs": 36}, {"id": "latency", "state": "pass", "message": "The panel responds in 39 ms.", "durationMs": 39}]', 0, '2026-11-30 07:02:24.464+00', 'v2.4R1w7_Q7.oHPHMAgKqO_eMrIt.fNDAYBKcbg_BCK1UrYE6K2OGUBU.5DuKpjYqP8z8XSoV7OVy0Q', 'v2.4R1w7_Q7.696YereejPI3okbN.EY-kDExKNrlyTSMFPjsguZgWF70.Die2GWORH5YgOSMWzjU82w', '9749fe87690f9dcf8acc5f76dd7e67d89650e41a4cf6b82415e4a7cd2176a2bd', 'npk_made…', NULL, '2026-11-30 07:02:24.124+00', '2026-11-30 07:02:28.96+00', 0, NULL, NULL, NULL, NULL, NULL, 'closed', NULL, 1, '01a22b43-1e8a-7001-b1ea-765e642fa9cf', NULL, 0, 0, NULL, NULL, 4, NULL, NULL, '2026-11-30 07:02:25.765+00', '[]', 100, NULL);
INSERT INTO public.sessions VALUES ('3fb4e13f-1b5a-4cb5-8e82-b84e2947020a', '01a22b43-091b-7000-a13b-cd578679fe6a', 'BRtqqLMT_hSNnKlpsfVnWnp_TfAuMRGaLRdBCuGc_rE', '2026-11-30 15:02:23.803+00', '127.0.0.1', NULL, '2026-11-30 07:02:23.803+00', '2026-11-30 07:02:23.803+00', 'password', '2026-11-30 07:02:23.803+00');
INSERT INTO public.subscription_changes OVERRIDING SYSTEM VALUE VALUES ('01a22b43-1ad0-7000-8dd1-95d607aa6eb8', 1, '01a22b43-195e-7000-8841-6da8ad2485df', '01a22b43-1ad0-7001-b2e0-c7cc11f01d6b', 'start', '2026-11-30', '{"to": "Website care"}', 'a0f83e59d909435fed9d75cc4008e3828c2bdcea31b40d4487e70c8174575324', '{"kind": "staff", "name": "Administrator", "userId": "01a22b43-091b-7000-a13b-cd578679fe6a"}', '2026-11-30 07:02:27.583+00', NULL, 'a1e09f618d649d63edc72b435d565c69ca1ccf704ed3867d57b83204bad8f4a8', '{"new:item:0": "01a22b43-1ad7-7000-b7a8-b4a72ae039ad", "new:document:0": "01a22b43-1ad7-7001-9f02-82ffd43c28be", "new:subscription": "01a22b43-1ad0-7001-b2e0-c7cc11f01d6b"}', '{"facts": {"asOf": "2026-11-30", "prices": {"$map": [["01a22b43-1933-7000-b712-b5508287e22a", {"amount": {"amount": {"$bigint": "2500"}, "currency": "EUR"}, "priceId": "01a22b43-1933-7000-b712-b5508287e22a", "interval": {"unit": "month", "count": 1}, "setupFee": {"amount": {"$bigint": "0"}, "currency": "EUR"}, "productId": "01a22b43-18d1-7000-8204-29bb47320016", "productName": "Website care", "taxCategory": "standard", "taxIncluded": false}]]}, "seller": {"country": "DE", "postcode": "10115"}, "credits": [], "currency": "EUR", "customer": {"taxId": null, "region": null, "country": "DE", "postcode": "10115", "exemption": null, "taxIdCheck": null}, "invoices": {"$map": []}, "taxRates": [{"id": "01a22b43-1857-7000-ba91-14d17b3b8486", "name": "VAT", "region": null, "country": "DE", "ratePpm": 190000, "category": "standard", "validFrom": "2007-01-01", "validUntil": null, "postcodePrefix": null}], "taxPolicy": {"checkValidDays": 30, "uncheckedTaxId": "charge", "crossBorderConsumers": "destination"}, "customerId": "01a22b43-195e-7000-8841-6da8ad2485df", "openInvoices": [], "subscriptions": [], "catchUpPeriods": 3, "invoiceDaysAhead": 0, "paymentTermsDays": 14}, "action": {"kind": "start", "items": [{"priceId": "01a22b43-1933-7000-b712-b5508287e22a", "quantity": 1}], "coupon": null, "startOn": "2026-11-30", "provision": "none", "trialEndsOn": null}, "format": 2}');
INSERT INTO public.subscription_items VALUES ('01a22b43-1ad7-7000-b7a8-b4a72ae039ad', '01a22b43-1ad0-7001-b2e0-c7cc11f01d6b', '01a22b43-18d1-7000-8204-29bb47320016', '01a22b43-1933-7000-b712-b5508287e22a', 1, 'Website care', '2026-11-30', NULL, NULL, '2026-11-30 07:02:27.583+00');
INSERT INTO public.subscriptions VALUES ('01a22b43-1ad0-7001-b2e0-c7cc11f01d6b', '01a22b43-195e-7000-8841-6da8ad2485df', 'active', 'EUR', 'month', 1, '2026-11-30', '2026-11-30', NULL, '2026-12-30', '2026-12-30', NULL, NULL, NULL, NULL, 'none', NULL, NULL, '2026-11-30 07:02:27.583+00', '2026-11-30 07:02:27.583+00');
INSERT INTO public.tax_rates VALUES ('01a22b43-1857-7000-ba91-14d17b3b8486', 'DE', '', '', 'standard', 'VAT', 190000, NULL, '2007-01-01', NULL, '2026-11-30 07:02:27.159+00', '2026-11-30 07:02:27.159+00');
INSERT INTO public.users VALUES ('01a22b43-091b-7000-a13b-cd578679fe6a', 'staff', 'admin@example.com', 'Administrator', false, NULL, true, '2026-11-30 07:02:23.259+00', '2026-11-30 07:02:23.259+00', 'owner', false);
INSERT INTO public.users VALUES ('01a22b43-1145-7001-a932-15669b435ff5', 'customer', 'anna@example.com', 'Customer anna', false, NULL, true, '2026-11-30 07:02:25.463+00', '2026-11-30 07:02:25.463+00', NULL, false);
INSERT INTO public.users VALUES ('01a22b43-13c3-7001-ab95-df30595592e6', 'customer', 'berta@example.com', 'Customer berta', false, NULL, true, '2026-11-30 07:02:26.069+00', '2026-11-30 07:02:26.069+00', NULL, false);
INSERT INTO public.users VALUES ('01a22b43-171c-7001-9dc4-12317caf8d0a', 'customer', 'carla@example.com', 'Customer carla', false, NULL, true, '2026-11-30 07:02:26.933+00', '2026-11-30 07:02:26.933+00', NULL, false);
INSERT INTO public.users VALUES ('01a22b43-195e-7001-8a40-c9d32dddb371', 'customer', 'frida@example.com', 'Customer frida', false, NULL, true, '2026-11-30 07:02:27.509+00', '2026-11-30 07:02:27.509+00', NULL, false);
INSERT INTO public.users VALUES ('01a22b43-1e34-7001-83f5-ebe29dc9ac7e', 'customer', 'emil@example.com', 'Customer emil', false, NULL, true, '2026-11-30 07:02:28.746+00', '2026-11-30 07:02:28.746+00', NULL, false);
INSERT INTO public.users VALUES ('01a22b43-20c1-7000-8eaa-89f20d02bdd7', 'customer', 'dora@example.com', 'Customer dora', false, NULL, true, '2026-11-30 07:02:29.471+00', '2026-11-30 07:02:29.471+00', NULL, false);
SELECT pg_catalog.setval('drizzle.__drizzle_migrations_id_seq', 35, true);
SELECT pg_catalog.setval('public.audit_entries_id_seq', 21, true);
SELECT pg_catalog.setval('public.operation_events_id_seq', 31, true);
SELECT pg_catalog.setval('public.server_checks_id_seq', 3, true);
SELECT pg_catalog.setval('public.subscription_changes_sequence_seq', 1, true);
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
ALTER TABLE ONLY public.allocations
    ADD CONSTRAINT allocations_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.bank_statement_lines
    ADD CONSTRAINT bank_statement_lines_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bank_statements
    ADD CONSTRAINT bank_statements_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.billing_parks
    ADD CONSTRAINT billing_parks_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.billing_profiles
    ADD CONSTRAINT billing_profiles_pkey PRIMARY KEY (customer_id);
ALTER TABLE ONLY public.billing_runs
    ADD CONSTRAINT billing_runs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.bulk_action_rows
    ADD CONSTRAINT bulk_action_rows_bulk_action_id_number_pk PRIMARY KEY (bulk_action_id, number);
ALTER TABLE ONLY public.bulk_actions
    ADD CONSTRAINT bulk_actions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.charges
    ADD CONSTRAINT charges_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.company_settings
    ADD CONSTRAINT company_settings_pkey PRIMARY KEY ("only");
ALTER TABLE ONLY public.coupon_redemptions
    ADD CONSTRAINT coupon_redemptions_once UNIQUE (coupon_id, subscription_id);
ALTER TABLE ONLY public.coupon_redemptions
    ADD CONSTRAINT coupon_redemptions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.coupons
    ADD CONSTRAINT coupons_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT credentials_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.customers
    ADD CONSTRAINT "customers_userId_unique" UNIQUE (user_id);
ALTER TABLE ONLY public.document_lines
    ADD CONSTRAINT document_lines_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.document_taxes
    ADD CONSTRAINT document_taxes_document_id_position_pk PRIMARY KEY (document_id, "position");
ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.dunning_brakes
    ADD CONSTRAINT dunning_brakes_pkey PRIMARY KEY (day);
ALTER TABLE ONLY public.dunning_cases
    ADD CONSTRAINT dunning_cases_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.dunning_policy
    ADD CONSTRAINT dunning_policy_pkey PRIMARY KEY ("only");
ALTER TABLE ONLY public.dunning_steps
    ADD CONSTRAINT dunning_steps_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.hosting_wishes
    ADD CONSTRAINT hosting_wishes_account_id_reason_pk PRIMARY KEY (account_id, reason);
ALTER TABLE ONLY public.idempotency_keys
    ADD CONSTRAINT idempotency_keys_actor_key_key_pk PRIMARY KEY (actor_key, key);
ALTER TABLE ONLY public.import_rows
    ADD CONSTRAINT import_rows_import_id_number_pk PRIMARY KEY (import_id, number);
ALTER TABLE ONLY public.imports
    ADD CONSTRAINT imports_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.installation
    ADD CONSTRAINT installation_pkey PRIMARY KEY ("only");
ALTER TABLE ONLY public.journal_entries
    ADD CONSTRAINT journal_entries_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.number_series
    ADD CONSTRAINT number_series_pkey PRIMARY KEY (kind);
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
ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.placement_settings
    ADD CONSTRAINT placement_settings_pkey PRIMARY KEY ("only");
ALTER TABLE ONLY public.postings
    ADD CONSTRAINT postings_entry_id_position_pk PRIMARY KEY (entry_id, "position");
ALTER TABLE ONLY public.prices
    ADD CONSTRAINT prices_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.products
    ADD CONSTRAINT products_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.saved_views
    ADD CONSTRAINT saved_views_pkey PRIMARY KEY (id);
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
ALTER TABLE ONLY public.subscription_changes
    ADD CONSTRAINT subscription_changes_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.subscription_items
    ADD CONSTRAINT subscription_items_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT subscriptions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.tax_rates
    ADD CONSTRAINT tax_rates_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.totp_factors
    ADD CONSTRAINT totp_factors_pkey PRIMARY KEY (user_id);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_unique UNIQUE (email);
ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.verifications
    ADD CONSTRAINT verifications_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.webhook_endpoints
    ADD CONSTRAINT webhook_endpoints_pkey PRIMARY KEY (id);
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
CREATE UNIQUE INDEX alerts_one_open_of_all ON public.alerts USING btree (cause) WHERE ((closed_at IS NULL) AND (server_id IS NULL) AND (endpoint_id IS NULL) AND (customer_id IS NULL));
CREATE UNIQUE INDEX alerts_one_open_of_customer ON public.alerts USING btree (customer_id, cause) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX alerts_one_open_of_endpoint ON public.alerts USING btree (endpoint_id, cause) WHERE (closed_at IS NULL);
CREATE INDEX alerts_opened_at ON public.alerts USING btree (opened_at);
CREATE INDEX allocations_credit_note ON public.allocations USING btree (credit_note_id);
CREATE INDEX allocations_customer ON public.allocations USING btree (customer_id, created_at);
CREATE INDEX allocations_document ON public.allocations USING btree (document_id);
CREATE INDEX allocations_payment ON public.allocations USING btree (payment_id);
CREATE UNIQUE INDEX allocations_reversed_once ON public.allocations USING btree (reverses_id) WHERE (reverses_id IS NOT NULL);
CREATE INDEX api_tokens_created_at ON public.api_tokens USING btree (created_at, id);
CREATE INDEX api_tokens_user_id ON public.api_tokens USING btree (user_id);
CREATE UNIQUE INDEX attempts_operation_number ON public.attempts USING btree (operation_id, number);
CREATE INDEX audit_entries_action ON public.audit_entries USING btree (action, id);
CREATE INDEX audit_entries_actor ON public.audit_entries USING btree (actor_id, id);
CREATE INDEX audit_entries_address ON public.audit_entries USING btree (address, id) WHERE (address IS NOT NULL);
CREATE INDEX audit_entries_at ON public.audit_entries USING btree (at);
CREATE INDEX audit_entries_subject ON public.audit_entries USING btree (subject_id, id);
CREATE UNIQUE INDEX bank_statement_lines_once ON public.bank_statement_lines USING btree (fingerprint);
CREATE UNIQUE INDEX bank_statement_lines_payment ON public.bank_statement_lines USING btree (payment_id) WHERE (payment_id IS NOT NULL);
CREATE UNIQUE INDEX bank_statement_lines_position ON public.bank_statement_lines USING btree (statement_id, "position");
CREATE INDEX bank_statement_lines_state ON public.bank_statement_lines USING btree (statement_id, state, "position");
CREATE INDEX bank_statements_created_at ON public.bank_statements USING btree (created_at, id);
CREATE UNIQUE INDEX billing_parks_one_open ON public.billing_parks USING btree (customer_id) WHERE (closed_at IS NULL);
CREATE INDEX billing_parks_opened_at ON public.billing_parks USING btree (opened_at, id);
CREATE UNIQUE INDEX billing_runs_one_running ON public.billing_runs USING btree (state) WHERE (state = 'running'::text);
CREATE INDEX billing_runs_started_at ON public.billing_runs USING btree (started_at, id);
CREATE INDEX bulk_action_rows_pending ON public.bulk_action_rows USING btree (bulk_action_id, server_id, number) WHERE (state = 'pending'::text);
CREATE INDEX bulk_action_rows_state ON public.bulk_action_rows USING btree (bulk_action_id, state, number);
CREATE INDEX bulk_actions_created_at ON public.bulk_actions USING btree (created_at, id);
CREATE INDEX bulk_actions_status ON public.bulk_actions USING btree (status);
CREATE INDEX charges_customer ON public.charges USING btree (customer_id, created_at);
CREATE UNIQUE INDEX charges_late_fee_once ON public.charges USING btree (late_document_id) WHERE (kind = 'late-fee'::text);
CREATE UNIQUE INDEX charges_once ON public.charges USING btree (item_id, kind, COALESCE(period_start, '-infinity'::date), COALESCE(change_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (item_id IS NOT NULL);
CREATE INDEX charges_subscription ON public.charges USING btree (subscription_id, period_start);
CREATE INDEX coupon_redemptions_subscription ON public.coupon_redemptions USING btree (subscription_id);
CREATE UNIQUE INDEX coupons_code ON public.coupons USING btree (code_key);
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
CREATE UNIQUE INDEX document_lines_charge ON public.document_lines USING btree (charge_id) WHERE (charge_id IS NOT NULL);
CREATE INDEX document_lines_credited ON public.document_lines USING btree (credited_line_id) WHERE (credited_line_id IS NOT NULL);
CREATE UNIQUE INDEX document_lines_position ON public.document_lines USING btree (document_id, "position");
CREATE INDEX document_lines_subscription ON public.document_lines USING btree (subscription_id);
CREATE UNIQUE INDEX document_taxes_key ON public.document_taxes USING btree (document_id, key);
CREATE INDEX documents_credit ON public.documents USING btree (customer_id, issued_on) WHERE (unallocated > 0);
CREATE INDEX documents_credited ON public.documents USING btree (credited_document_id);
CREATE INDEX documents_customer ON public.documents USING btree (customer_id, kind, issued_on, id);
CREATE INDEX documents_customer_open ON public.documents USING btree (customer_id, due_on) WHERE (status = 'open'::text);
CREATE INDEX documents_customer_status ON public.documents USING btree (customer_id, kind, status, issued_on, id);
CREATE INDEX documents_due ON public.documents USING btree (due_on, customer_id) WHERE ((status = 'open'::text) AND (kind = 'invoice'::text));
CREATE INDEX documents_issued_on ON public.documents USING btree (kind, issued_on, id);
CREATE UNIQUE INDEX documents_number ON public.documents USING btree (kind, number);
CREATE INDEX documents_number_search ON public.documents USING btree (kind, number text_pattern_ops, issued_on, id, status, customer_id);
CREATE INDEX documents_overdue ON public.documents USING btree (issued_on, id, due_on) WHERE ((status = 'open'::text) AND (kind = 'invoice'::text));
CREATE UNIQUE INDEX documents_series ON public.documents USING btree (kind, COALESCE(series_year, 0), series_number) WHERE (series_number IS NOT NULL);
CREATE INDEX documents_status ON public.documents USING btree (kind, status, issued_on, id);
CREATE INDEX documents_taxed ON public.documents USING btree (issued_on, id, kind, currency) WHERE (status <> 'draft'::text);
CREATE INDEX dunning_cases_customer ON public.dunning_cases USING btree (customer_id, opened_at);
CREATE INDEX dunning_cases_next ON public.dunning_cases USING btree (next_step_on, customer_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX dunning_cases_one_open ON public.dunning_cases USING btree (customer_id) WHERE (closed_at IS NULL);
CREATE UNIQUE INDEX dunning_steps_once ON public.dunning_steps USING btree (case_id, step, due_on);
CREATE UNIQUE INDEX engine_pauses_one_open ON public.engine_pauses USING btree ((true)) WHERE (ended_at IS NULL);
CREATE INDEX hosting_accounts_customer ON public.hosting_accounts USING btree (customer_id, created_at);
CREATE INDEX hosting_accounts_panel_user ON public.hosting_accounts USING btree (panel_user_id);
CREATE INDEX hosting_accounts_server ON public.hosting_accounts USING btree (server_id, status);
CREATE UNIQUE INDEX hosting_accounts_server_email ON public.hosting_accounts USING btree (server_id, email) WHERE holds_slot;
CREATE UNIQUE INDEX hosting_accounts_server_panel_user ON public.hosting_accounts USING btree (server_id, panel_user_id) WHERE holds_slot;
CREATE UNIQUE INDEX hosting_accounts_server_username ON public.hosting_accounts USING btree (server_id, username) WHERE holds_slot;
CREATE INDEX hosting_accounts_slots ON public.hosting_accounts USING btree (server_id, status) WHERE holds_slot;
CREATE INDEX hosting_accounts_username ON public.hosting_accounts USING btree (username text_pattern_ops);
CREATE INDEX hosting_wishes_case ON public.hosting_wishes USING btree (case_id);
CREATE INDEX hosting_wishes_unsettled ON public.hosting_wishes USING btree (next_try_at) WHERE (NOT settled);
CREATE INDEX idempotency_keys_created_at ON public.idempotency_keys USING btree (created_at);
CREATE INDEX import_rows_content ON public.import_rows USING btree (content_hash) WHERE (state = ANY (ARRAY['done'::text, 'failed'::text, 'running'::text]));
CREATE INDEX import_rows_customer ON public.import_rows USING btree (customer_id);
CREATE INDEX import_rows_email ON public.import_rows USING btree (import_id, email);
CREATE INDEX import_rows_state ON public.import_rows USING btree (import_id, state, number);
CREATE INDEX imports_created_at ON public.imports USING btree (created_at, id);
CREATE INDEX imports_status ON public.imports USING btree (status);
CREATE INDEX journal_entries_booked_on ON public.journal_entries USING btree (booked_on, id);
CREATE INDEX journal_entries_customer ON public.journal_entries USING btree (customer_id, booked_on, id);
CREATE UNIQUE INDEX journal_entries_once ON public.journal_entries USING btree (kind, reference);
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
CREATE INDEX payments_credit ON public.payments USING btree (customer_id, received_on) WHERE (unallocated > 0);
CREATE INDEX payments_customer ON public.payments USING btree (customer_id, received_on, id);
CREATE INDEX payments_method ON public.payments USING btree (method, received_on, id);
CREATE INDEX payments_method_status ON public.payments USING btree (method, status, received_on, id);
CREATE INDEX payments_received_on ON public.payments USING btree (received_on, id);
CREATE INDEX payments_reference ON public.payments USING btree (public.search_key(reference) text_pattern_ops);
CREATE INDEX payments_status ON public.payments USING btree (status, received_on, id);
CREATE INDEX postings_account ON public.postings USING btree (account, booked_on, product_id, currency, amount);
CREATE INDEX postings_balance ON public.postings USING btree (customer_id, currency, account, amount);
CREATE INDEX prices_product ON public.prices USING btree (product_id, currency);
CREATE INDEX products_name ON public.products USING btree (name_key, id);
CREATE INDEX reconciliation_findings_run ON public.reconciliation_findings USING btree (reconciliation_id, id);
CREATE INDEX reconciliations_server ON public.reconciliations USING btree (server_id, started_at, id);
CREATE INDEX refunds_credit_note ON public.refunds USING btree (credit_note_id);
CREATE INDEX refunds_customer ON public.refunds USING btree (customer_id, refunded_on);
CREATE INDEX refunds_payment ON public.refunds USING btree (payment_id);
CREATE UNIQUE INDEX saved_views_name ON public.saved_views USING btree (user_id, page, public.search_key(name) COLLATE "C");
CREATE INDEX server_checks_at ON public.server_checks USING btree (at);
CREATE INDEX server_checks_server ON public.server_checks USING btree (server_id, id);
CREATE INDEX server_checks_server_at ON public.server_checks USING btree (server_id, at);
CREATE UNIQUE INDEX servers_base_url_key ON public.servers USING btree (base_url, api_key_hash) WHERE (removed_at IS NULL);
CREATE INDEX sessions_user_id ON public.sessions USING btree (user_id);
CREATE INDEX spent_challenges_expires_at ON public.spent_challenges USING btree (expires_at);
CREATE INDEX subscription_changes_counted ON public.subscription_changes USING btree (subscription_id, sequence) WHERE (kind = ANY (ARRAY['activate'::text, 'pause'::text, 'resume'::text]));
CREATE INDEX subscription_changes_customer ON public.subscription_changes USING btree (customer_id, sequence);
CREATE INDEX subscription_changes_subscription ON public.subscription_changes USING btree (subscription_id, sequence);
CREATE INDEX subscription_items_product ON public.subscription_items USING btree (product_id) WHERE (until_on IS NULL);
CREATE INDEX subscription_items_subscription ON public.subscription_items USING btree (subscription_id, from_on);
CREATE INDEX subscriptions_account ON public.subscriptions USING btree (hosting_account_id);
CREATE INDEX subscriptions_cancel_on ON public.subscriptions USING btree (cancel_on) WHERE (status <> 'ended'::text);
CREATE INDEX subscriptions_created_at ON public.subscriptions USING btree (created_at, id);
CREATE INDEX subscriptions_customer ON public.subscriptions USING btree (customer_id, created_at, id);
CREATE INDEX subscriptions_due ON public.subscriptions USING btree (next_bill_on, customer_id) WHERE (next_bill_on IS NOT NULL);
CREATE INDEX subscriptions_status ON public.subscriptions USING btree (status, created_at, id);
CREATE INDEX subscriptions_waiting ON public.subscriptions USING btree (hosting_request_expires_at) WHERE (hosting_request_sealed IS NOT NULL);
CREATE INDEX tax_rates_place ON public.tax_rates USING btree (country, category, valid_from);
CREATE INDEX verifications_identifier ON public.verifications USING btree (identifier);
CREATE INDEX webhook_deliveries_created_at ON public.webhook_deliveries USING btree (created_at);
CREATE INDEX webhook_deliveries_due ON public.webhook_deliveries USING btree (endpoint_id, next_attempt_at) WHERE (state = 'waiting'::text);
CREATE INDEX webhook_deliveries_endpoint ON public.webhook_deliveries USING btree (endpoint_id, created_at, id);
CREATE INDEX webhook_deliveries_state ON public.webhook_deliveries USING btree (endpoint_id, state, created_at, id);
ALTER INDEX pgboss.job_pkey ATTACH PARTITION pgboss.job_common_pkey;
ALTER INDEX pgboss.queue_stats_i1 ATTACH PARTITION pgboss.queue_stats_20261130_name_captured_on_deferred_count_queued_idx;
ALTER INDEX pgboss.queue_stats_pkey ATTACH PARTITION pgboss.queue_stats_20261130_pkey;
ALTER INDEX pgboss.queue_stats_i1 ATTACH PARTITION pgboss.queue_stats_20261201_name_captured_on_deferred_count_queued_idx;
ALTER INDEX pgboss.queue_stats_pkey ATTACH PARTITION pgboss.queue_stats_20261201_pkey;
CREATE TRIGGER allocations_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.allocations FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_ledger_change();
CREATE TRIGGER audit_entries_append_only BEFORE DELETE OR UPDATE ON public.audit_entries FOR EACH ROW EXECUTE FUNCTION public.refuse_audit_change();
CREATE TRIGGER audit_entries_not_emptied BEFORE TRUNCATE ON public.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change();
CREATE TRIGGER audit_seals_append_only BEFORE DELETE OR UPDATE ON public.audit_seals FOR EACH ROW EXECUTE FUNCTION public.refuse_audit_change();
CREATE TRIGGER audit_seals_not_emptied BEFORE TRUNCATE ON public.audit_seals FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_audit_change();
CREATE TRIGGER billing_profiles_currency_fixed BEFORE UPDATE OF currency ON public.billing_profiles FOR EACH ROW WHEN ((old.currency IS DISTINCT FROM new.currency)) EXECUTE FUNCTION public.refuse_currency_change();
CREATE TRIGGER charges_immutable BEFORE UPDATE ON public.charges FOR EACH ROW EXECUTE FUNCTION public.refuse_charge_change();
CREATE TRIGGER coupons_terms_fixed BEFORE UPDATE OF percent_ppm, amount, currency, product_ids, scope, duration_periods ON public.coupons FOR EACH ROW WHEN (((((((old.percent_ppm IS DISTINCT FROM new.percent_ppm) OR (old.amount IS DISTINCT FROM new.amount)) OR (old.currency IS DISTINCT FROM new.currency)) OR (old.product_ids IS DISTINCT FROM new.product_ids)) OR (old.scope IS DISTINCT FROM new.scope)) OR (old.duration_periods IS DISTINCT FROM new.duration_periods))) EXECUTE FUNCTION public.refuse_coupon_change();
CREATE TRIGGER customers_copy_activity BEFORE INSERT ON public.customers FOR EACH ROW EXECUTE FUNCTION public.copy_login_activity();
CREATE TRIGGER customers_webhook_insert AFTER INSERT ON public.customers FOR EACH ROW EXECUTE FUNCTION public.queue_customer_webhook();
CREATE CONSTRAINT TRIGGER customers_webhook_update AFTER UPDATE OF email, full_name, company_name, is_active ON public.customers DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((((old.email IS DISTINCT FROM new.email) OR (old.full_name IS DISTINCT FROM new.full_name)) OR (old.company_name IS DISTINCT FROM new.company_name)) OR (old.is_active IS DISTINCT FROM new.is_active))) EXECUTE FUNCTION public.queue_customer_webhook();
CREATE TRIGGER document_lines_frozen BEFORE DELETE OR UPDATE ON public.document_lines FOR EACH ROW EXECUTE FUNCTION public.refuse_content_change();
CREATE TRIGGER document_lines_frozen_insert AFTER INSERT ON public.document_lines REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_content_added();
CREATE TRIGGER document_taxes_frozen BEFORE DELETE OR UPDATE ON public.document_taxes FOR EACH ROW EXECUTE FUNCTION public.refuse_content_change();
CREATE TRIGGER document_taxes_frozen_insert AFTER INSERT ON public.document_taxes REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_content_added();
CREATE TRIGGER documents_frozen_delete BEFORE DELETE ON public.documents FOR EACH ROW WHEN ((old.status <> 'draft'::text)) EXECUTE FUNCTION public.refuse_document_change();
CREATE TRIGGER documents_frozen_update BEFORE UPDATE ON public.documents FOR EACH ROW WHEN ((old.status <> 'draft'::text)) EXECUTE FUNCTION public.refuse_document_change();
CREATE TRIGGER hosting_accounts_count_deleted AFTER DELETE ON public.hosting_accounts FOR EACH ROW WHEN (old.holds_slot) EXECUTE FUNCTION public.count_server_slots();
CREATE TRIGGER hosting_accounts_count_inserted AFTER INSERT ON public.hosting_accounts FOR EACH ROW WHEN (new.holds_slot) EXECUTE FUNCTION public.count_server_slots();
CREATE TRIGGER hosting_accounts_count_updated AFTER UPDATE OF holds_slot, server_id ON public.hosting_accounts FOR EACH ROW WHEN (((old.holds_slot IS DISTINCT FROM new.holds_slot) OR (old.server_id IS DISTINCT FROM new.server_id))) EXECUTE FUNCTION public.count_server_slots();
CREATE CONSTRAINT TRIGGER hosting_accounts_note_hosting AFTER INSERT ON public.hosting_accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status <> ALL (ARRAY['terminated'::text, 'failed'::text, 'conflict'::text, 'unknown'::text]))) EXECUTE FUNCTION public.note_hosting();
CREATE CONSTRAINT TRIGGER hosting_accounts_pass_on_insert AFTER INSERT ON public.hosting_accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status = ANY (ARRAY['terminated'::text, 'failed'::text, 'conflict'::text, 'unknown'::text]))) EXECUTE FUNCTION public.pass_on_hosting_state();
CREATE CONSTRAINT TRIGGER hosting_accounts_pass_on_status AFTER UPDATE OF status ON public.hosting_accounts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((old.status = 'terminated'::text) IS DISTINCT FROM (new.status = 'terminated'::text)) OR ((old.status = ANY (ARRAY['failed'::text, 'conflict'::text, 'unknown'::text])) IS DISTINCT FROM (new.status = ANY (ARRAY['failed'::text, 'conflict'::text, 'unknown'::text]))))) EXECUTE FUNCTION public.pass_on_hosting_state();
CREATE TRIGGER hosting_accounts_webhook_insert AFTER INSERT ON public.hosting_accounts FOR EACH ROW WHEN ((new.status <> 'pending'::text)) EXECUTE FUNCTION public.queue_account_webhook();
CREATE TRIGGER hosting_accounts_webhook_update AFTER UPDATE OF status ON public.hosting_accounts FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION public.queue_account_webhook();
CREATE TRIGGER imports_webhook_update AFTER UPDATE OF status ON public.imports FOR EACH ROW WHEN (((old.status <> 'finished'::text) AND (new.status = 'finished'::text))) EXECUTE FUNCTION public.queue_import_webhook();
CREATE TRIGGER journal_entries_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.journal_entries FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_ledger_change();
CREATE TRIGGER operations_keep_subject BEFORE INSERT ON public.operations FOR EACH ROW EXECUTE FUNCTION public.keep_operation_subject();
CREATE CONSTRAINT TRIGGER operations_pass_on_change AFTER UPDATE OF status, stopped_by_trouble, dismissed_at ON public.operations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((((old.status = ANY (ARRAY['needs-person'::text, 'failed'::text])) OR (new.status = ANY (ARRAY['needs-person'::text, 'failed'::text]))) AND (((old.status IS DISTINCT FROM new.status) OR (old.stopped_by_trouble IS DISTINCT FROM new.stopped_by_trouble)) OR (old.dismissed_at IS DISTINCT FROM new.dismissed_at)))) EXECUTE FUNCTION public.pass_on_operation_state();
CREATE CONSTRAINT TRIGGER operations_pass_on_insert AFTER INSERT ON public.operations DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((new.status = ANY (ARRAY['needs-person'::text, 'failed'::text]))) EXECUTE FUNCTION public.pass_on_operation_state();
CREATE TRIGGER operations_webhook_insert AFTER INSERT ON public.operations FOR EACH ROW WHEN ((new.status = ANY (ARRAY['succeeded'::text, 'failed'::text, 'needs-person'::text, 'cancelled'::text]))) EXECUTE FUNCTION public.queue_operation_webhook();
CREATE TRIGGER operations_webhook_update AFTER UPDATE OF status, stopped_by_trouble ON public.operations FOR EACH ROW WHEN ((((new.status = ANY (ARRAY['succeeded'::text, 'failed'::text, 'cancelled'::text])) AND (old.status <> new.status)) OR ((new.status = 'needs-person'::text) AND (NOT new.stopped_by_trouble) AND ((old.status <> 'needs-person'::text) OR old.stopped_by_trouble)))) EXECUTE FUNCTION public.queue_operation_webhook();
CREATE TRIGGER postings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.postings FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_ledger_change();
CREATE TRIGGER postings_balanced AFTER INSERT ON public.postings REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_unbalanced_postings();
CREATE TRIGGER prices_immutable BEFORE DELETE OR UPDATE ON public.prices FOR EACH ROW EXECUTE FUNCTION public.refuse_price_change();
CREATE TRIGGER refunds_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.refunds FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_ledger_change();
CREATE TRIGGER servers_webhook_insert AFTER INSERT ON public.servers FOR EACH ROW EXECUTE FUNCTION public.queue_server_webhook('server.created');
CREATE TRIGGER servers_webhook_remove AFTER UPDATE OF removed_at ON public.servers FOR EACH ROW WHEN (((old.removed_at IS NULL) AND (new.removed_at IS NOT NULL))) EXECUTE FUNCTION public.queue_server_webhook('server.deleted');
CREATE TRIGGER servers_webhook_status AFTER UPDATE OF status ON public.servers FOR EACH ROW WHEN (((new.removed_at IS NULL) AND (old.status <> new.status))) EXECUTE FUNCTION public.queue_server_webhook('server.status-changed');
CREATE TRIGGER servers_webhook_update AFTER UPDATE OF name, base_url, location, capacity, mode ON public.servers FOR EACH ROW WHEN (((new.removed_at IS NULL) AND (((((old.name IS DISTINCT FROM new.name) OR (old.base_url IS DISTINCT FROM new.base_url)) OR (old.location IS DISTINCT FROM new.location)) OR (old.capacity IS DISTINCT FROM new.capacity)) OR (old.mode IS DISTINCT FROM new.mode)))) EXECUTE FUNCTION public.queue_server_webhook('server.updated');
CREATE TRIGGER sessions_record_sign_in AFTER INSERT ON public.sessions FOR EACH ROW EXECUTE FUNCTION public.record_last_sign_in();
CREATE TRIGGER subscription_changes_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.subscription_changes FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_ledger_change();
CREATE TRIGGER tax_rates_no_overlap AFTER INSERT OR UPDATE ON public.tax_rates FOR EACH ROW EXECUTE FUNCTION public.refuse_overlapping_tax_rate();
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
    ADD CONSTRAINT alerts_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.alerts
    ADD CONSTRAINT alerts_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.allocations
    ADD CONSTRAINT allocations_credit_note_id_documents_id_fk FOREIGN KEY (credit_note_id) REFERENCES public.documents(id);
ALTER TABLE ONLY public.allocations
    ADD CONSTRAINT allocations_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.allocations
    ADD CONSTRAINT allocations_document_id_documents_id_fk FOREIGN KEY (document_id) REFERENCES public.documents(id);
ALTER TABLE ONLY public.allocations
    ADD CONSTRAINT allocations_payment_id_payments_id_fk FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.allocations
    ADD CONSTRAINT allocations_reverses_id_allocations_id_fk FOREIGN KEY (reverses_id) REFERENCES public.allocations(id);
ALTER TABLE ONLY public.api_tokens
    ADD CONSTRAINT api_tokens_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.attempts
    ADD CONSTRAINT attempts_operation_id_operations_id_fk FOREIGN KEY (operation_id) REFERENCES public.operations(id);
ALTER TABLE ONLY public.bank_statement_lines
    ADD CONSTRAINT bank_statement_lines_payment_id_payments_id_fk FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.bank_statement_lines
    ADD CONSTRAINT bank_statement_lines_statement_id_bank_statements_id_fk FOREIGN KEY (statement_id) REFERENCES public.bank_statements(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.billing_parks
    ADD CONSTRAINT billing_parks_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.billing_parks
    ADD CONSTRAINT billing_parks_run_id_billing_runs_id_fk FOREIGN KEY (run_id) REFERENCES public.billing_runs(id);
ALTER TABLE ONLY public.billing_profiles
    ADD CONSTRAINT billing_profiles_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.bulk_action_rows
    ADD CONSTRAINT bulk_action_rows_bulk_action_id_bulk_actions_id_fk FOREIGN KEY (bulk_action_id) REFERENCES public.bulk_actions(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.charges
    ADD CONSTRAINT charges_change_id_subscription_changes_id_fk FOREIGN KEY (change_id) REFERENCES public.subscription_changes(id);
ALTER TABLE ONLY public.charges
    ADD CONSTRAINT charges_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.charges
    ADD CONSTRAINT charges_item_id_subscription_items_id_fk FOREIGN KEY (item_id) REFERENCES public.subscription_items(id);
ALTER TABLE ONLY public.charges
    ADD CONSTRAINT charges_late_document_id_documents_id_fk FOREIGN KEY (late_document_id) REFERENCES public.documents(id);
ALTER TABLE ONLY public.charges
    ADD CONSTRAINT charges_product_id_products_id_fk FOREIGN KEY (product_id) REFERENCES public.products(id);
ALTER TABLE ONLY public.charges
    ADD CONSTRAINT charges_subscription_id_subscriptions_id_fk FOREIGN KEY (subscription_id) REFERENCES public.subscriptions(id);
ALTER TABLE ONLY public.coupon_redemptions
    ADD CONSTRAINT coupon_redemptions_coupon_id_coupons_id_fk FOREIGN KEY (coupon_id) REFERENCES public.coupons(id);
ALTER TABLE ONLY public.coupon_redemptions
    ADD CONSTRAINT coupon_redemptions_subscription_id_subscriptions_id_fk FOREIGN KEY (subscription_id) REFERENCES public.subscriptions(id);
ALTER TABLE ONLY public.credentials
    ADD CONSTRAINT credentials_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id);
ALTER TABLE ONLY public.document_lines
    ADD CONSTRAINT document_lines_charge_id_charges_id_fk FOREIGN KEY (charge_id) REFERENCES public.charges(id);
ALTER TABLE ONLY public.document_lines
    ADD CONSTRAINT document_lines_credited_line_id_document_lines_id_fk FOREIGN KEY (credited_line_id) REFERENCES public.document_lines(id);
ALTER TABLE ONLY public.document_lines
    ADD CONSTRAINT document_lines_document_id_documents_id_fk FOREIGN KEY (document_id) REFERENCES public.documents(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.document_lines
    ADD CONSTRAINT document_lines_product_id_products_id_fk FOREIGN KEY (product_id) REFERENCES public.products(id);
ALTER TABLE ONLY public.document_lines
    ADD CONSTRAINT document_lines_subscription_id_subscriptions_id_fk FOREIGN KEY (subscription_id) REFERENCES public.subscriptions(id);
ALTER TABLE ONLY public.document_taxes
    ADD CONSTRAINT document_taxes_document_id_documents_id_fk FOREIGN KEY (document_id) REFERENCES public.documents(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_credited_document_id_documents_id_fk FOREIGN KEY (credited_document_id) REFERENCES public.documents(id);
ALTER TABLE ONLY public.documents
    ADD CONSTRAINT documents_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.dunning_cases
    ADD CONSTRAINT dunning_cases_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.dunning_steps
    ADD CONSTRAINT dunning_steps_case_id_dunning_cases_id_fk FOREIGN KEY (case_id) REFERENCES public.dunning_cases(id);
ALTER TABLE ONLY public.dunning_steps
    ADD CONSTRAINT dunning_steps_document_id_documents_id_fk FOREIGN KEY (document_id) REFERENCES public.documents(id);
ALTER TABLE ONLY public.email_changes
    ADD CONSTRAINT email_changes_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.hosting_accounts
    ADD CONSTRAINT hosting_accounts_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.hosting_accounts
    ADD CONSTRAINT hosting_accounts_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.hosting_wishes
    ADD CONSTRAINT hosting_wishes_account_id_hosting_accounts_id_fk FOREIGN KEY (account_id) REFERENCES public.hosting_accounts(id);
ALTER TABLE ONLY public.hosting_wishes
    ADD CONSTRAINT hosting_wishes_case_id_dunning_cases_id_fk FOREIGN KEY (case_id) REFERENCES public.dunning_cases(id);
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
ALTER TABLE ONLY public.journal_entries
    ADD CONSTRAINT journal_entries_corrects_id_journal_entries_id_fk FOREIGN KEY (corrects_id) REFERENCES public.journal_entries(id);
ALTER TABLE ONLY public.journal_entries
    ADD CONSTRAINT journal_entries_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
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
ALTER TABLE ONLY public.payments
    ADD CONSTRAINT payments_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.postings
    ADD CONSTRAINT postings_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.postings
    ADD CONSTRAINT postings_entry_id_journal_entries_id_fk FOREIGN KEY (entry_id) REFERENCES public.journal_entries(id);
ALTER TABLE ONLY public.postings
    ADD CONSTRAINT postings_product_id_products_id_fk FOREIGN KEY (product_id) REFERENCES public.products(id);
ALTER TABLE ONLY public.prices
    ADD CONSTRAINT prices_product_id_products_id_fk FOREIGN KEY (product_id) REFERENCES public.products(id);
ALTER TABLE ONLY public.reconciliation_findings
    ADD CONSTRAINT reconciliation_findings_account_id_hosting_accounts_id_fk FOREIGN KEY (account_id) REFERENCES public.hosting_accounts(id);
ALTER TABLE ONLY public.reconciliation_findings
    ADD CONSTRAINT reconciliation_findings_reconciliation_id_reconciliations_id_fk FOREIGN KEY (reconciliation_id) REFERENCES public.reconciliations(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.reconciliations
    ADD CONSTRAINT reconciliations_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_credit_note_id_documents_id_fk FOREIGN KEY (credit_note_id) REFERENCES public.documents(id);
ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.refunds
    ADD CONSTRAINT refunds_payment_id_payments_id_fk FOREIGN KEY (payment_id) REFERENCES public.payments(id);
ALTER TABLE ONLY public.saved_views
    ADD CONSTRAINT saved_views_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.server_checks
    ADD CONSTRAINT server_checks_server_id_servers_id_fk FOREIGN KEY (server_id) REFERENCES public.servers(id);
ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.subscription_changes
    ADD CONSTRAINT subscription_changes_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.subscription_changes
    ADD CONSTRAINT subscription_changes_subscription_id_subscriptions_id_fk FOREIGN KEY (subscription_id) REFERENCES public.subscriptions(id);
ALTER TABLE ONLY public.subscription_items
    ADD CONSTRAINT subscription_items_price_id_prices_id_fk FOREIGN KEY (price_id) REFERENCES public.prices(id);
ALTER TABLE ONLY public.subscription_items
    ADD CONSTRAINT subscription_items_product_id_products_id_fk FOREIGN KEY (product_id) REFERENCES public.products(id);
ALTER TABLE ONLY public.subscription_items
    ADD CONSTRAINT subscription_items_replaces_id_subscription_items_id_fk FOREIGN KEY (replaces_id) REFERENCES public.subscription_items(id);
ALTER TABLE ONLY public.subscription_items
    ADD CONSTRAINT subscription_items_subscription_id_subscriptions_id_fk FOREIGN KEY (subscription_id) REFERENCES public.subscriptions(id);
ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT subscriptions_customer_id_customers_id_fk FOREIGN KEY (customer_id) REFERENCES public.customers(id);
ALTER TABLE ONLY public.subscriptions
    ADD CONSTRAINT subscriptions_hosting_account_id_hosting_accounts_id_fk FOREIGN KEY (hosting_account_id) REFERENCES public.hosting_accounts(id);
ALTER TABLE ONLY public.totp_factors
    ADD CONSTRAINT totp_factors_user_id_users_id_fk FOREIGN KEY (user_id) REFERENCES public.users(id) ON DELETE CASCADE;
ALTER TABLE ONLY public.webhook_deliveries
    ADD CONSTRAINT webhook_deliveries_endpoint_id_webhook_endpoints_id_fk FOREIGN KEY (endpoint_id) REFERENCES public.webhook_endpoints(id) ON DELETE CASCADE;
