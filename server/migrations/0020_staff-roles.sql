CREATE TABLE "last_sign_ins" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "last_sign_ins" ADD CONSTRAINT "last_sign_ins_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
INSERT INTO "last_sign_ins" ("user_id", "at") SELECT "user_id", max("created_at") FROM "sessions" GROUP BY "user_id";--> statement-breakpoint
CREATE FUNCTION record_last_sign_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "last_sign_ins" ("user_id", "at") VALUES (NEW."user_id", NEW."created_at")
  ON CONFLICT ("user_id") DO UPDATE SET "at" = greatest("last_sign_ins"."at", excluded."at");
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER sessions_record_sign_in AFTER INSERT ON "sessions"
  FOR EACH ROW EXECUTE FUNCTION record_last_sign_in();--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "staff_role" text;--> statement-breakpoint
-- Every staff user of an earlier release had all permissions.
UPDATE "users" SET "staff_role" = 'owner' WHERE "role" = 'staff';--> statement-breakpoint
-- The previous release adds a staff user only if there is none: the first one, who owns the installation.
CREATE FUNCTION give_first_staff_user_a_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."role" = 'staff' AND NEW."staff_role" IS NULL
     AND NOT EXISTS (SELECT 1 FROM "users" WHERE "role" = 'staff') THEN
    NEW."staff_role" := 'owner';
  END IF;
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER users_first_staff_role BEFORE INSERT ON "users"
  FOR EACH ROW EXECUTE FUNCTION give_first_staff_user_a_role();--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_staff_role" CHECK (("users"."role" = 'staff') = ("users"."staff_role" is not null));
