CREATE TABLE "alerts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"server_id" uuid NOT NULL,
	"cause" text NOT NULL,
	"message" text NOT NULL,
	"done" text NOT NULL,
	"remedy" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "engine_pauses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reason" text,
	"started_by" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_by" text,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "server_checks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "server_checks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"server_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"asked_by" text NOT NULL,
	"verdict" text NOT NULL,
	"duration_ms" integer NOT NULL,
	"failed" text,
	"message" text
);
--> statement-breakpoint
ALTER TABLE "operations" ADD COLUMN "stopped_by_trouble" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "operations" ADD COLUMN "trouble_stops" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "online_checks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "next_check_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "paused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "paused_by" text;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "paused_reason" text;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "resumed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "breaker" text DEFAULT 'closed' NOT NULL;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "breaker_changed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "breaker_failures" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "breaker_operation_id" uuid;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "breaker_probe_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "breaker_probes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "breaker_lanes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "server_checks" ADD CONSTRAINT "server_checks_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_one_open" ON "alerts" USING btree ("server_id","cause") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "alerts_opened_at" ON "alerts" USING btree ("opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "engine_pauses_one_open" ON "engine_pauses" USING btree ((true)) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "server_checks_server" ON "server_checks" USING btree ("server_id","id");--> statement-breakpoint
CREATE INDEX "server_checks_at" ON "server_checks" USING btree ("at");