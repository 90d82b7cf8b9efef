ALTER TABLE "installation" ADD COLUMN "fingerprint" text;--> statement-breakpoint
ALTER TABLE "installation" ADD COLUMN "standing" text DEFAULT 'recognised' NOT NULL;--> statement-breakpoint
ALTER TABLE "installation" ADD COLUMN "standing_since" timestamp (3) with time zone;