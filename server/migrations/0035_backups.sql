CREATE TABLE "backups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"heartbeat_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"place" text NOT NULL,
	"file" text NOT NULL,
	"bytes" bigint,
	"rows" bigint,
	"problem" text
);
--> statement-breakpoint
ALTER TABLE "installation" ADD COLUMN "restored_epoch" integer;--> statement-breakpoint
CREATE UNIQUE INDEX "backups_due_at" ON "backups" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "backups_started_at" ON "backups" USING btree ("started_at");