ALTER TABLE "customers" ADD COLUMN "is_active" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "has_hosting" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "needs_attention" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "customers_active_created_at" ON "customers" USING btree ("is_active","created_at","id");--> statement-breakpoint
CREATE INDEX "customers_active_email" ON "customers" USING btree ("is_active","email","id");--> statement-breakpoint
CREATE INDEX "customers_active_full_name" ON "customers" USING btree ("is_active","full_name","id");--> statement-breakpoint
CREATE INDEX "customers_hosting_created_at" ON "customers" USING btree ("has_hosting","created_at","id");--> statement-breakpoint
CREATE INDEX "customers_hosting_email" ON "customers" USING btree ("has_hosting","email","id");--> statement-breakpoint
CREATE INDEX "customers_hosting_full_name" ON "customers" USING btree ("has_hosting","full_name","id");--> statement-breakpoint
CREATE INDEX "customers_attention_created_at" ON "customers" USING btree ("created_at","id") WHERE needs_attention;--> statement-breakpoint
CREATE INDEX "customers_attention_email" ON "customers" USING btree ("email","id") WHERE needs_attention;--> statement-breakpoint
CREATE INDEX "customers_attention_full_name" ON "customers" USING btree ("full_name","id") WHERE needs_attention;--> statement-breakpoint
UPDATE "customers" c SET
  "is_active" = u."is_active",
  "has_hosting" = EXISTS (SELECT 1 FROM "hosting_accounts" a WHERE a."customer_id" = c."id" AND a."status" <> 'terminated'),
  "needs_attention" = EXISTS (SELECT 1 FROM "hosting_accounts" a WHERE a."customer_id" = c."id" AND a."status" IN ('failed', 'conflict', 'unknown'))
FROM "users" u WHERE u."id" = c."user_id";
--> statement-breakpoint
CREATE FUNCTION copy_login_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."is_active" := coalesce((SELECT u."is_active" FROM "users" u WHERE u."id" = NEW."user_id"), true);
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER customers_copy_activity BEFORE INSERT ON "customers"
FOR EACH ROW EXECUTE FUNCTION copy_login_activity();
--> statement-breakpoint
CREATE FUNCTION pass_on_login_activity() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "customers" SET "is_active" = NEW."is_active" WHERE "user_id" = NEW."id";
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER users_pass_on_activity AFTER UPDATE OF "is_active" ON "users"
FOR EACH ROW WHEN (OLD."is_active" IS DISTINCT FROM NEW."is_active") EXECUTE FUNCTION pass_on_login_activity();
--> statement-breakpoint
CREATE FUNCTION pass_on_hosting_state() RETURNS trigger LANGUAGE plpgsql AS $$
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
--> statement-breakpoint
-- Deferred to the commit, so that the customer's row is the last that a transaction locks.
CREATE CONSTRAINT TRIGGER hosting_accounts_pass_on_insert AFTER INSERT ON "hosting_accounts"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pass_on_hosting_state();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER hosting_accounts_pass_on_status AFTER UPDATE OF "status" ON "hosting_accounts"
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD."status" IS DISTINCT FROM NEW."status")
EXECUTE FUNCTION pass_on_hosting_state();
