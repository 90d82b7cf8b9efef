CREATE TABLE "bulk_action_rows" (
	"bulk_action_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"subject_id" uuid NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"server_id" uuid,
	"state" text DEFAULT 'unchecked' NOT NULL,
	"code" text,
	"message" text,
	"operation_id" uuid,
	CONSTRAINT "bulk_action_rows_bulk_action_id_number_pk" PRIMARY KEY("bulk_action_id","number")
);
--> statement-breakpoint
CREATE TABLE "bulk_actions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"action" text NOT NULL,
	"options" jsonb NOT NULL,
	"status" text NOT NULL,
	"counts" jsonb NOT NULL,
	"confirm" integer,
	"rows_per_second" double precision,
	"paused_because" text,
	"created_by" text NOT NULL,
	"started_by" jsonb,
	"lease_token" uuid,
	"lease_until" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "placement_settings" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"policy" text NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "hosting_accounts" ADD COLUMN "placement" jsonb;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "paused_because" text;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "tags" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "servers" ADD COLUMN "placement_weight" integer DEFAULT 100 NOT NULL;--> statement-breakpoint
ALTER TABLE "bulk_action_rows" ADD CONSTRAINT "bulk_action_rows_bulk_action_id_bulk_actions_id_fk" FOREIGN KEY ("bulk_action_id") REFERENCES "public"."bulk_actions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bulk_action_rows_state" ON "bulk_action_rows" USING btree ("bulk_action_id","state","number");--> statement-breakpoint
CREATE INDEX "bulk_actions_created_at" ON "bulk_actions" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "bulk_actions_status" ON "bulk_actions" USING btree ("status");