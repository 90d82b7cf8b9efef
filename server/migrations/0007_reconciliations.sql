CREATE TABLE "reconciliation_findings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reconciliation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"account_id" uuid,
	"username" text NOT NULL,
	"panel_user_id" text,
	"found_under" jsonb NOT NULL,
	"field" text,
	"ours" text,
	"on_panel" text,
	"message" text NOT NULL,
	"remedy" text NOT NULL,
	"actions" jsonb NOT NULL,
	"resolved_action" text,
	"resolved_by" text,
	"resolved_at" timestamp (3) with time zone,
	"operation_id" uuid
);
--> statement-breakpoint
CREATE TABLE "reconciliations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"server_id" uuid NOT NULL,
	"started_by" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone NOT NULL,
	"complete" boolean NOT NULL,
	"why" text,
	"believed" integer NOT NULL,
	"vanished" integer NOT NULL,
	"braked" boolean NOT NULL,
	"confirmed_by" text,
	"confirmed_at" timestamp (3) with time zone,
	"on_panel" integer NOT NULL,
	"strangers" integer NOT NULL,
	"strangers_sample" jsonb NOT NULL,
	"capacity" integer NOT NULL,
	"left_out" integer NOT NULL,
	"findings_left_out" integer NOT NULL,
	"notes" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "reconciliation_findings" ADD CONSTRAINT "reconciliation_findings_reconciliation_id_reconciliations_id_fk" FOREIGN KEY ("reconciliation_id") REFERENCES "public"."reconciliations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliation_findings" ADD CONSTRAINT "reconciliation_findings_account_id_hosting_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."hosting_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reconciliations" ADD CONSTRAINT "reconciliations_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reconciliation_findings_run" ON "reconciliation_findings" USING btree ("reconciliation_id","id");--> statement-breakpoint
CREATE INDEX "reconciliations_server" ON "reconciliations" USING btree ("server_id","started_at","id");