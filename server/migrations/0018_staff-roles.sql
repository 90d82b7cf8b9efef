ALTER TABLE "users" ADD COLUMN "staff_role" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "last_sign_in_at" timestamp (3) with time zone;--> statement-breakpoint
-- Every staff user of an earlier release had all permissions.
UPDATE "users" SET "staff_role" = 'owner' WHERE "role" = 'staff';--> statement-breakpoint
UPDATE "users" SET "last_sign_in_at" = (SELECT max(s."created_at") FROM "sessions" s WHERE s."user_id" = "users"."id");--> statement-breakpoint
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
ALTER TABLE "users" ADD CONSTRAINT "users_staff_role" CHECK (("users"."role" = 'staff') = ("users"."staff_role" is not null));--> statement-breakpoint
-- Before the insert: the user's row is locked before the foreign key locks it. In the other order, a sign-in and the
-- removal of its user would wait for each other.
CREATE FUNCTION record_last_sign_in() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "users" SET "last_sign_in_at" = NEW."created_at" WHERE "id" = NEW."user_id";
  RETURN NEW;
END
$$;--> statement-breakpoint
CREATE TRIGGER sessions_record_sign_in BEFORE INSERT ON "sessions"
  FOR EACH ROW EXECUTE FUNCTION record_last_sign_in();
