CREATE TABLE "import_rows" (
	"import_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"cells_sealed" text,
	"email" text,
	"full_name" text,
	"username" text,
	"server_id" uuid,
	"content_hash" text,
	"link_id" uuid,
	"credentials_sealed" text,
	"customer_id" uuid,
	"account_id" uuid,
	"operation_id" uuid,
	"errors" jsonb DEFAULT '[]'::jsonb NOT NULL,
	CONSTRAINT "import_rows_import_id_number_pk" PRIMARY KEY("import_id","number")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"file_name" text NOT NULL,
	"from_server_id" uuid,
	"encoding" text DEFAULT 'utf-8' NOT NULL,
	"separator" text DEFAULT 'comma' NOT NULL,
	"preset" text DEFAULT 'generic' NOT NULL,
	"columns" jsonb NOT NULL,
	"defaults" jsonb NOT NULL,
	"counts" jsonb NOT NULL,
	"checked_to" integer DEFAULT 0 NOT NULL,
	"rows_per_second" double precision,
	"created_by" text NOT NULL,
	"started_by" jsonb,
	"lease_token" uuid,
	"lease_until" timestamp (3) with time zone,
	"credentials_downloaded_at" timestamp (3) with time zone,
	"credentials_downloaded_by" text,
	"secrets_erased_at" timestamp (3) with time zone,
	"uploaded_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_server_id_servers_id_fk" FOREIGN KEY ("server_id") REFERENCES "public"."servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_account_id_hosting_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."hosting_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_from_server_id_servers_id_fk" FOREIGN KEY ("from_server_id") REFERENCES "public"."servers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_rows_state" ON "import_rows" USING btree ("import_id","state","number");--> statement-breakpoint
CREATE INDEX "import_rows_email" ON "import_rows" USING btree ("import_id","email");--> statement-breakpoint
CREATE INDEX "import_rows_content" ON "import_rows" USING btree ("content_hash") WHERE state in ('done', 'failed', 'running');--> statement-breakpoint
CREATE INDEX "import_rows_customer" ON "import_rows" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "imports_created_at" ON "imports" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "imports_status" ON "imports" USING btree ("status");