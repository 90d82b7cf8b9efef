CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"type" text NOT NULL,
	"data" json NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"lease_token" uuid,
	"history" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"answer" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"delivered_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"description" text NOT NULL,
	"events" text[],
	"is_enabled" boolean DEFAULT true NOT NULL,
	"disabled_reason" text,
	"disabled_at" timestamp (3) with time zone,
	"failing_since" timestamp (3) with time zone,
	"secret_sealed" text NOT NULL,
	"previous_secret_sealed" text,
	"previous_secret_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_id_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("endpoint_id","next_attempt_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_endpoint" ON "webhook_deliveries" USING btree ("endpoint_id","created_at","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_state" ON "webhook_deliveries" USING btree ("endpoint_id","state","created_at","id");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_created_at" ON "webhook_deliveries" USING btree ("created_at");--> statement-breakpoint
-- The events of contracts/webhooks/events.ts. Triggers write them, so each is in the transaction of its change, and a
-- statement that changes a row stays one statement. Nothing is written unless an endpoint receives the event.
CREATE FUNCTION webhook_time(at timestamp with time zone) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
--> statement-breakpoint
CREATE FUNCTION is_webhook_wanted(event text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM "webhook_endpoints" WHERE "is_enabled" AND ("events" IS NULL OR event = ANY ("events")))
$$;
--> statement-breakpoint
CREATE FUNCTION queue_webhook(event text, at timestamp with time zone, data json) RETURNS void LANGUAGE sql AS $$
  INSERT INTO "webhook_deliveries" ("endpoint_id", "type", "data", "next_attempt_at", "created_at")
  SELECT "id", event, data, at, at FROM "webhook_endpoints"
   WHERE "is_enabled" AND ("events" IS NULL OR event = ANY ("events"))
   -- An endpoint that is being deleted is waited for and skipped. Its foreign key would otherwise fail the change.
     FOR KEY SHARE
$$;
--> statement-breakpoint
CREATE FUNCTION queue_customer_webhook() RETURNS trigger LANGUAGE plpgsql AS $$
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
--> statement-breakpoint
CREATE TRIGGER customers_webhook_insert AFTER INSERT ON "customers"
FOR EACH ROW EXECUTE FUNCTION queue_customer_webhook();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER customers_webhook_update
AFTER UPDATE OF "email", "full_name", "company_name", "is_active" ON "customers"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN ((OLD."email", OLD."full_name", OLD."company_name", OLD."is_active")
  IS DISTINCT FROM (NEW."email", NEW."full_name", NEW."company_name", NEW."is_active"))
EXECUTE FUNCTION queue_customer_webhook();
--> statement-breakpoint
CREATE FUNCTION queue_account_webhook() RETURNS trigger LANGUAGE plpgsql AS $$
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
$$;
--> statement-breakpoint
CREATE TRIGGER hosting_accounts_webhook_insert AFTER INSERT ON "hosting_accounts"
FOR EACH ROW WHEN (NEW."status" <> 'pending') EXECUTE FUNCTION queue_account_webhook();
--> statement-breakpoint
CREATE TRIGGER hosting_accounts_webhook_update AFTER UPDATE OF "status" ON "hosting_accounts"
FOR EACH ROW WHEN (OLD."status" <> NEW."status") EXECUTE FUNCTION queue_account_webhook();
--> statement-breakpoint
CREATE FUNCTION queue_operation_webhook() RETURNS trigger LANGUAGE plpgsql AS $$
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
--> statement-breakpoint
CREATE TRIGGER operations_webhook_insert AFTER INSERT ON "operations"
FOR EACH ROW WHEN (NEW."status" IN ('succeeded', 'failed', 'needs-person', 'cancelled'))
EXECUTE FUNCTION queue_operation_webhook();
--> statement-breakpoint
-- An operation that server trouble stopped resumes automatically: the server's status is the event.
CREATE TRIGGER operations_webhook_update AFTER UPDATE OF "status", "stopped_by_trouble" ON "operations"
FOR EACH ROW WHEN ((NEW."status" IN ('succeeded', 'failed', 'cancelled') AND OLD."status" <> NEW."status")
  OR (NEW."status" = 'needs-person' AND NOT NEW."stopped_by_trouble"
    AND (OLD."status" <> 'needs-person' OR OLD."stopped_by_trouble")))
EXECUTE FUNCTION queue_operation_webhook();
--> statement-breakpoint
CREATE FUNCTION queue_server_webhook() RETURNS trigger LANGUAGE plpgsql AS $$
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
--> statement-breakpoint
CREATE TRIGGER servers_webhook_insert AFTER INSERT ON "servers"
FOR EACH ROW EXECUTE FUNCTION queue_server_webhook('server.created');
--> statement-breakpoint
CREATE TRIGGER servers_webhook_update AFTER UPDATE OF "name", "base_url", "location", "capacity", "mode" ON "servers"
FOR EACH ROW WHEN (NEW."removed_at" IS NULL
  AND (OLD."name", OLD."base_url", OLD."location", OLD."capacity", OLD."mode")
  IS DISTINCT FROM (NEW."name", NEW."base_url", NEW."location", NEW."capacity", NEW."mode"))
EXECUTE FUNCTION queue_server_webhook('server.updated');
--> statement-breakpoint
CREATE TRIGGER servers_webhook_remove AFTER UPDATE OF "removed_at" ON "servers"
FOR EACH ROW WHEN (OLD."removed_at" IS NULL AND NEW."removed_at" IS NOT NULL)
EXECUTE FUNCTION queue_server_webhook('server.deleted');
--> statement-breakpoint
CREATE TRIGGER servers_webhook_status AFTER UPDATE OF "status" ON "servers"
FOR EACH ROW WHEN (NEW."removed_at" IS NULL AND OLD."status" <> NEW."status")
EXECUTE FUNCTION queue_server_webhook('server.status-changed');
--> statement-breakpoint
CREATE FUNCTION queue_import_webhook() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT is_webhook_wanted('import.finished') THEN RETURN NULL; END IF;
  PERFORM queue_webhook('import.finished', NEW."updated_at", json_build_object(
    'id', NEW."id", 'fileName', NEW."file_name", 'status', NEW."status", 'counts', NEW."counts",
    'createdAt', webhook_time(NEW."created_at"), 'startedAt', webhook_time(NEW."started_at"),
    'endedAt', webhook_time(NEW."ended_at")));
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER imports_webhook_update AFTER UPDATE OF "status" ON "imports"
FOR EACH ROW WHEN (OLD."status" <> 'finished' AND NEW."status" = 'finished')
EXECUTE FUNCTION queue_import_webhook();
