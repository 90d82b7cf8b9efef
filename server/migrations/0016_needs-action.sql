ALTER TABLE "operations" ADD COLUMN "dismissed_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "operations_failed_creates" ON "operations" USING btree ("created_at","id") WHERE kind = 'create' and status = 'failed' and dismissed_at is null;--> statement-breakpoint
-- The operations on which staff must act. The one rule in SQL: lists, counts and the triggers below read it.
CREATE VIEW "operations_needing_action" AS
SELECT o."id", o."queue_key", a."id" AS "account_id", a."customer_id"
FROM "operations" o JOIN "hosting_accounts" a ON a."id" = o."subject_id"
WHERE (o."status" = 'needs-person' AND NOT o."stopped_by_trouble")
   OR (o."kind" = 'create' AND o."status" = 'failed' AND o."dismissed_at" IS NULL
       AND a."status" IN ('failed', 'conflict', 'unknown'));
--> statement-breakpoint
CREATE FUNCTION refresh_customer_hosting(customer uuid) RETURNS void LANGUAGE plpgsql AS $$
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
--> statement-breakpoint
CREATE OR REPLACE FUNCTION pass_on_hosting_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_customer_hosting(NEW."customer_id");
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE FUNCTION pass_on_operation_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_customer_hosting(a."customer_id") FROM "hosting_accounts" a WHERE a."id" = NEW."subject_id";
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- Deferred to the commit, so that the customer's row is the last that a transaction locks.
CREATE CONSTRAINT TRIGGER operations_pass_on_insert AFTER INSERT ON "operations"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (NEW."status" IN ('needs-person', 'failed'))
EXECUTE FUNCTION pass_on_operation_state();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER operations_pass_on_change AFTER UPDATE OF "status", "stopped_by_trouble", "dismissed_at" ON "operations"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN ((OLD."status" IN ('needs-person', 'failed') OR NEW."status" IN ('needs-person', 'failed'))
  AND (OLD."status", OLD."stopped_by_trouble", OLD."dismissed_at")
  IS DISTINCT FROM (NEW."status", NEW."stopped_by_trouble", NEW."dismissed_at"))
EXECUTE FUNCTION pass_on_operation_state();
--> statement-breakpoint
UPDATE "customers" SET "needs_attention" = false
 WHERE "needs_attention" AND "id" NOT IN (SELECT "customer_id" FROM "operations_needing_action");
--> statement-breakpoint
UPDATE "customers" SET "needs_attention" = true
 WHERE NOT "needs_attention" AND "id" IN (SELECT "customer_id" FROM "operations_needing_action");
