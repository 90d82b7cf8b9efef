-- Operations work on any subject and wait in any queue. The columns of the previous release stay, filled by a trigger
-- in both directions, so that its code runs on this schema while processes are replaced one by one.
ALTER TABLE "operation_events" DROP CONSTRAINT "operation_events_operation_id_operations_id_fk";
--> statement-breakpoint
ALTER TABLE "operations" DROP CONSTRAINT "operations_account_id_hosting_accounts_id_fk";
--> statement-breakpoint
ALTER TABLE "operations" DROP CONSTRAINT "operations_server_id_servers_id_fk";
--> statement-breakpoint
DROP INDEX "operations_account";--> statement-breakpoint
DROP INDEX "operations_server";--> statement-breakpoint
DROP INDEX "operations_server_status";--> statement-breakpoint
DROP INDEX "operations_one_open";--> statement-breakpoint
ALTER TABLE "operations" ALTER COLUMN "account_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "operations" ALTER COLUMN "server_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "operations" ADD COLUMN "subject_kind" text DEFAULT 'hosting-account' NOT NULL;--> statement-breakpoint
ALTER TABLE "operations" ADD COLUMN "subject_id" uuid;--> statement-breakpoint
ALTER TABLE "operations" ADD COLUMN "queue_key" text;--> statement-breakpoint
CREATE FUNCTION keep_operation_subject() RETURNS trigger LANGUAGE plpgsql AS $$
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
--> statement-breakpoint
CREATE TRIGGER operations_keep_subject BEFORE INSERT ON "operations"
FOR EACH ROW EXECUTE FUNCTION keep_operation_subject();
--> statement-breakpoint
UPDATE "operations" SET "subject_id" = "account_id", "queue_key" = "server_id"::text;--> statement-breakpoint
ALTER TABLE "operations" ALTER COLUMN "subject_id" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "operations" ALTER COLUMN "queue_key" SET NOT NULL;--> statement-breakpoint
CREATE INDEX "operations_subject" ON "operations" USING btree ("subject_id","created_at");--> statement-breakpoint
CREATE INDEX "operations_queue" ON "operations" USING btree ("queue_key","created_at");--> statement-breakpoint
CREATE INDEX "operations_queue_status" ON "operations" USING btree ("queue_key","status","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "operations_one_open" ON "operations" USING btree ("subject_id") WHERE status in ('queued', 'running', 'waiting', 'needs-person');--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "slots_held" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "max_concurrent_requests" integer;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "duplicates_refused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "marker_returned_at" timestamp (3) with time zone;--> statement-breakpoint
-- The counter of a server's slots follows the rows, whoever changes them: also the previous release, which counts.
CREATE FUNCTION count_server_slots() RETURNS trigger LANGUAGE plpgsql AS $$
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
--> statement-breakpoint
CREATE TRIGGER hosting_accounts_count_inserted AFTER INSERT ON "hosting_accounts"
FOR EACH ROW WHEN (NEW."holds_slot") EXECUTE FUNCTION count_server_slots();
--> statement-breakpoint
CREATE TRIGGER hosting_accounts_count_updated AFTER UPDATE OF "holds_slot", "server_id" ON "hosting_accounts"
FOR EACH ROW WHEN ((OLD."holds_slot", OLD."server_id") IS DISTINCT FROM (NEW."holds_slot", NEW."server_id"))
EXECUTE FUNCTION count_server_slots();
--> statement-breakpoint
CREATE TRIGGER hosting_accounts_count_deleted AFTER DELETE ON "hosting_accounts"
FOR EACH ROW WHEN (OLD."holds_slot") EXECUTE FUNCTION count_server_slots();
--> statement-breakpoint
-- After the triggers: they lock the table, so no slot is taken between the count and the commit.
UPDATE "servers" s SET "slots_held" = h."held"
FROM (SELECT "server_id", count(*)::int AS "held" FROM "hosting_accounts" WHERE "holds_slot" GROUP BY "server_id") h
WHERE h."server_id" = s."id";
--> statement-breakpoint
-- A customer and their login may be written by one statement, in which the trigger does not see the login.
CREATE OR REPLACE FUNCTION copy_login_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."is_active" := coalesce((SELECT u."is_active" FROM "users" u WHERE u."id" = NEW."user_id"), NEW."is_active");
  RETURN NEW;
END
$$;
--> statement-breakpoint
-- Most changes of an account say nothing new about its customer: only those that may do pay for a count.
CREATE FUNCTION note_hosting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "customers" SET "has_hosting" = true WHERE "id" = NEW."customer_id" AND NOT "has_hosting";
  RETURN NULL;
END
$$;
--> statement-breakpoint
DROP TRIGGER hosting_accounts_pass_on_insert ON "hosting_accounts";--> statement-breakpoint
DROP TRIGGER hosting_accounts_pass_on_status ON "hosting_accounts";--> statement-breakpoint
CREATE CONSTRAINT TRIGGER hosting_accounts_note_hosting AFTER INSERT ON "hosting_accounts"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (NEW."status" NOT IN ('terminated', 'failed', 'conflict', 'unknown'))
EXECUTE FUNCTION note_hosting();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER hosting_accounts_pass_on_insert AFTER INSERT ON "hosting_accounts"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (NEW."status" IN ('terminated', 'failed', 'conflict', 'unknown'))
EXECUTE FUNCTION pass_on_hosting_state();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER hosting_accounts_pass_on_status AFTER UPDATE OF "status" ON "hosting_accounts"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN ((OLD."status" = 'terminated', OLD."status" IN ('failed', 'conflict', 'unknown'))
  IS DISTINCT FROM (NEW."status" = 'terminated', NEW."status" IN ('failed', 'conflict', 'unknown')))
EXECUTE FUNCTION pass_on_hosting_state();
