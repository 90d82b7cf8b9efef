CREATE TABLE "billing_profiles" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"line1" text DEFAULT '' NOT NULL,
	"line2" text DEFAULT '' NOT NULL,
	"city" text DEFAULT '' NOT NULL,
	"postcode" text DEFAULT '' NOT NULL,
	"region" text DEFAULT '' NOT NULL,
	"country" text,
	"phone" text,
	"tax_id" text,
	"tax_id_check" jsonb,
	"is_exempt" boolean DEFAULT false NOT NULL,
	"exempt_reason" text,
	"currency" text,
	"payment_terms_days" integer,
	"invoice_email" text,
	"notes" text DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "billing_parks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"run_id" uuid,
	"code" text NOT NULL,
	"message" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_by" text
);
--> statement-breakpoint
CREATE TABLE "billing_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"as_of" date NOT NULL,
	"state" text NOT NULL,
	"counts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"started_by" text NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "company_settings" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"legal_name" text NOT NULL,
	"address" jsonb NOT NULL,
	"tax_ids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"email" text,
	"phone" text,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	"logo" text,
	"payment_terms_days" integer DEFAULT 14 NOT NULL,
	"invoice_days_ahead" integer DEFAULT 0 NOT NULL,
	"bank_details" jsonb,
	"footer" text DEFAULT '' NOT NULL,
	"catch_up_periods" integer DEFAULT 3 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "number_series" (
	"kind" text PRIMARY KEY NOT NULL,
	"pattern" text NOT NULL,
	"restarts_yearly" boolean NOT NULL,
	"year" integer,
	"next" integer DEFAULT 1 NOT NULL,
	"last_issued_on" date,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "coupon_redemptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"coupon_id" uuid NOT NULL,
	"subscription_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"periods_left" integer,
	"redeemed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "coupon_redemptions_once" UNIQUE("coupon_id","subscription_id")
);
--> statement-breakpoint
CREATE TABLE "coupons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"code_key" text GENERATED ALWAYS AS (search_key(code)) STORED NOT NULL,
	"percent_ppm" integer,
	"amount" bigint,
	"currency" text,
	"product_ids" uuid[],
	"scope" text NOT NULL,
	"duration_periods" integer,
	"max_redemptions" integer,
	"redeemed" integer DEFAULT 0 NOT NULL,
	"expires_on" date,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "coupons_value" CHECK ((percent_ppm between 1 and 1000000 and amount is null and currency is null)
        or (percent_ppm is null and amount > 0 and currency is not null)),
	CONSTRAINT "coupons_limit" CHECK (redeemed <= max_redemptions)
);
--> statement-breakpoint
CREATE TABLE "charges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"subscription_id" uuid,
	"item_id" uuid,
	"product_id" uuid,
	"kind" text NOT NULL,
	"period_start" date,
	"period_end" date,
	"change_id" uuid,
	"late_document_id" uuid,
	"amount" bigint NOT NULL,
	"discount" bigint DEFAULT 0 NOT NULL,
	"currency" text NOT NULL,
	"tax_included" boolean NOT NULL,
	"explanation" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"document_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"charge_id" uuid,
	"credited_line_id" uuid,
	"subscription_id" uuid,
	"product_id" uuid,
	"description" text NOT NULL,
	"quantity" integer NOT NULL,
	"unit_amount" bigint NOT NULL,
	"period_start" date,
	"period_end" date,
	"amount" bigint NOT NULL,
	"discount" bigint DEFAULT 0 NOT NULL,
	"tax_included" boolean NOT NULL,
	"tax_category" text NOT NULL,
	"tax_key" text,
	"explanation" text,
	"net" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document_taxes" (
	"document_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"key" text NOT NULL,
	"country" text NOT NULL,
	"region" text DEFAULT '' NOT NULL,
	"category" text NOT NULL,
	"treatment" text NOT NULL,
	"name" text NOT NULL,
	"rate_ppm" integer NOT NULL,
	"base" bigint NOT NULL,
	"amount" bigint NOT NULL,
	"note" text,
	CONSTRAINT "document_taxes_document_id_position_pk" PRIMARY KEY("document_id","position")
);
--> statement-breakpoint
CREATE TABLE "documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"status" text NOT NULL,
	"series_year" integer,
	"series_number" integer,
	"number" text,
	"currency" text NOT NULL,
	"issued_on" date NOT NULL,
	"due_on" date,
	"seller" jsonb NOT NULL,
	"buyer" jsonb NOT NULL,
	"tax_decision" jsonb NOT NULL,
	"net" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"total" bigint NOT NULL,
	"amount_due" bigint NOT NULL,
	"unallocated" bigint DEFAULT 0 NOT NULL,
	"notes" text[] DEFAULT '{}' NOT NULL,
	"payment_reference" text,
	"credited_document_id" uuid,
	"reason" text,
	"content_hash" text,
	"finalized_at" timestamp (3) with time zone,
	"pdf_made_at" timestamp (3) with time zone,
	"mailed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "documents_total" CHECK (total = net + tax and total >= 0 and amount_due between 0 and total
        and unallocated between 0 and total),
	CONSTRAINT "documents_finalized" CHECK ((status = 'draft') = (number is null) and (status = 'draft') = (content_hash is null)
        and (status = 'draft') = (series_number is null) and (status = 'draft') = (finalized_at is null)),
	CONSTRAINT "documents_paid" CHECK (status <> 'paid' or amount_due = 0),
	CONSTRAINT "documents_credit_note" CHECK (kind <> 'credit-note' or credited_document_id is not null)
);
--> statement-breakpoint
CREATE TABLE "dunning_brakes" (
	"day" date PRIMARY KEY NOT NULL,
	"active_accounts" integer NOT NULL,
	"suspended" integer DEFAULT 0 NOT NULL,
	"confirmed" integer,
	"confirmed_by" text,
	"stopped_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "dunning_brakes_values" CHECK (suspended >= 0 and active_accounts >= 0)
);
--> statement-breakpoint
CREATE TABLE "dunning_cases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"state" text NOT NULL,
	"due_on" date NOT NULL,
	"next_step_on" date,
	"held_until" date,
	"hold_reason" text,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dunning_policy" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"is_enabled" boolean NOT NULL,
	"steps" jsonb NOT NULL,
	"limits" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "dunning_steps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"step" text NOT NULL,
	"due_on" date NOT NULL,
	"action" text NOT NULL,
	"is_skipped" boolean DEFAULT false NOT NULL,
	"document_id" uuid,
	"done_on" date NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hosting_wishes" (
	"account_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"wanted" boolean NOT NULL,
	"settled" boolean DEFAULT false NOT NULL,
	"case_id" uuid,
	"why" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"next_try_at" timestamp (3) with time zone,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "hosting_wishes_account_id_reason_pk" PRIMARY KEY("account_id","reason")
);
--> statement-breakpoint
CREATE TABLE "journal_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"customer_id" uuid,
	"booked_on" date NOT NULL,
	"corrects_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "postings" (
	"entry_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"account" text NOT NULL,
	"customer_id" uuid,
	"product_id" uuid,
	"tax_key" text,
	"method" text,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"booked_on" date NOT NULL,
	CONSTRAINT "postings_entry_id_position_pk" PRIMARY KEY("entry_id","position"),
	CONSTRAINT "postings_customer" CHECK (account not in ('receivable', 'credit', 'disputed') or customer_id is not null)
);
--> statement-breakpoint
CREATE TABLE "allocations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"payment_id" uuid,
	"credit_note_id" uuid,
	"document_id" uuid NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"applied_on" date NOT NULL,
	"reverses_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "allocations_values" CHECK (num_nonnulls(payment_id, credit_note_id) = 1 and amount <> 0 and (amount < 0) = (reverses_id is not null))
);
--> statement-breakpoint
CREATE TABLE "bank_statement_lines" (
	"id" uuid PRIMARY KEY NOT NULL,
	"statement_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"booked_on" date NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"payer" text DEFAULT '' NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"fingerprint" text NOT NULL,
	"state" text NOT NULL,
	"proposal" jsonb,
	"payment_id" uuid,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bank_statements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"currency" text NOT NULL,
	"row_count" integer NOT NULL,
	"uploaded_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"method" text NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"received_on" date NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"unallocated" bigint NOT NULL,
	"status" text NOT NULL,
	"reversed_on" date,
	"reversal_reason" text,
	"note" text DEFAULT '' NOT NULL,
	"recorded_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "payments_values" CHECK (amount > 0 and unallocated between 0 and amount)
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"payment_id" uuid,
	"credit_note_id" uuid,
	"method" text NOT NULL,
	"reference" text DEFAULT '' NOT NULL,
	"refunded_on" date NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"reason" text NOT NULL,
	"recorded_by" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refunds_values" CHECK (amount > 0 and num_nonnulls(payment_id, credit_note_id) = 1)
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"product_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	"setup_fee" bigint DEFAULT 0 NOT NULL,
	"interval_unit" text NOT NULL,
	"interval_count" integer DEFAULT 1 NOT NULL,
	"tax_included" boolean NOT NULL,
	"is_archived" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "prices_values" CHECK (amount >= 0 and setup_fee >= 0 and interval_count between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_key" text GENERATED ALWAYS AS (search_key(name)) STORED NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"package_id" jsonb,
	"server_tags" text[] DEFAULT '{}' NOT NULL,
	"tax_category" text NOT NULL,
	"with_hosting" boolean NOT NULL,
	"is_visible" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscription_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigint GENERATED ALWAYS AS IDENTITY (sequence name "subscription_changes_sequence_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"customer_id" uuid NOT NULL,
	"subscription_id" uuid,
	"kind" text NOT NULL,
	"effective_on" date NOT NULL,
	"data" jsonb NOT NULL,
	"plan_hash" text NOT NULL,
	"actor" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscription_items" (
	"id" uuid PRIMARY KEY NOT NULL,
	"subscription_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"price_id" uuid NOT NULL,
	"quantity" integer NOT NULL,
	"description" text NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date,
	"replaces_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "subscription_items_values" CHECK (quantity between 1 and 1000000 and until_on >= from_on)
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"status" text NOT NULL,
	"currency" text NOT NULL,
	"interval_unit" text NOT NULL,
	"interval_count" integer NOT NULL,
	"anchor_on" date NOT NULL,
	"start_on" date NOT NULL,
	"trial_ends_on" date,
	"billed_through" date,
	"next_bill_on" date,
	"cancel_on" date,
	"paused_on" date,
	"ended_on" date,
	"hosting_account_id" uuid,
	"provision" text DEFAULT 'none' NOT NULL,
	"hosting_request_sealed" text,
	"hosting_request_expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "subscriptions_interval" CHECK (interval_count between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "tax_rates" (
	"id" uuid PRIMARY KEY NOT NULL,
	"country" text NOT NULL,
	"region" text DEFAULT '' NOT NULL,
	"postcode_prefix" text DEFAULT '' NOT NULL,
	"category" text NOT NULL,
	"name" text NOT NULL,
	"rate_ppm" integer NOT NULL,
	"taxable_share_ppm" integer,
	"valid_from" date NOT NULL,
	"valid_until" date,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "tax_rates_values" CHECK (rate_ppm between 0 and 1000000 and taxable_share_ppm between 1 and 1000000 and valid_until > valid_from)
);
--> statement-breakpoint
ALTER TABLE "alerts" ADD COLUMN "customer_id" uuid;--> statement-breakpoint
ALTER TABLE "billing_profiles" ADD CONSTRAINT "billing_profiles_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_parks" ADD CONSTRAINT "billing_parks_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "billing_parks" ADD CONSTRAINT "billing_parks_run_id_billing_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."billing_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_redemptions" ADD CONSTRAINT "coupon_redemptions_coupon_id_coupons_id_fk" FOREIGN KEY ("coupon_id") REFERENCES "public"."coupons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "coupon_redemptions" ADD CONSTRAINT "coupon_redemptions_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_item_id_subscription_items_id_fk" FOREIGN KEY ("item_id") REFERENCES "public"."subscription_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_change_id_subscription_changes_id_fk" FOREIGN KEY ("change_id") REFERENCES "public"."subscription_changes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "charges" ADD CONSTRAINT "charges_late_document_id_documents_id_fk" FOREIGN KEY ("late_document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_lines" ADD CONSTRAINT "document_lines_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_lines" ADD CONSTRAINT "document_lines_charge_id_charges_id_fk" FOREIGN KEY ("charge_id") REFERENCES "public"."charges"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_lines" ADD CONSTRAINT "document_lines_credited_line_id_document_lines_id_fk" FOREIGN KEY ("credited_line_id") REFERENCES "public"."document_lines"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_lines" ADD CONSTRAINT "document_lines_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_lines" ADD CONSTRAINT "document_lines_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "document_taxes" ADD CONSTRAINT "document_taxes_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "documents" ADD CONSTRAINT "documents_credited_document_id_documents_id_fk" FOREIGN KEY ("credited_document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dunning_cases" ADD CONSTRAINT "dunning_cases_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dunning_steps" ADD CONSTRAINT "dunning_steps_case_id_dunning_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."dunning_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dunning_steps" ADD CONSTRAINT "dunning_steps_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hosting_wishes" ADD CONSTRAINT "hosting_wishes_account_id_hosting_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."hosting_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hosting_wishes" ADD CONSTRAINT "hosting_wishes_case_id_dunning_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."dunning_cases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_entries" ADD CONSTRAINT "journal_entries_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal_entries" ADD CONSTRAINT "journal_entries_corrects_id_journal_entries_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."journal_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_entry_id_journal_entries_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."journal_entries"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "postings" ADD CONSTRAINT "postings_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_credit_note_id_documents_id_fk" FOREIGN KEY ("credit_note_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_document_id_documents_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_reverses_id_allocations_id_fk" FOREIGN KEY ("reverses_id") REFERENCES "public"."allocations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_statement_lines" ADD CONSTRAINT "bank_statement_lines_statement_id_bank_statements_id_fk" FOREIGN KEY ("statement_id") REFERENCES "public"."bank_statements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bank_statement_lines" ADD CONSTRAINT "bank_statement_lines_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_payment_id_payments_id_fk" FOREIGN KEY ("payment_id") REFERENCES "public"."payments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_credit_note_id_documents_id_fk" FOREIGN KEY ("credit_note_id") REFERENCES "public"."documents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_changes" ADD CONSTRAINT "subscription_changes_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_changes" ADD CONSTRAINT "subscription_changes_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_items" ADD CONSTRAINT "subscription_items_subscription_id_subscriptions_id_fk" FOREIGN KEY ("subscription_id") REFERENCES "public"."subscriptions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_items" ADD CONSTRAINT "subscription_items_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_items" ADD CONSTRAINT "subscription_items_price_id_prices_id_fk" FOREIGN KEY ("price_id") REFERENCES "public"."prices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_items" ADD CONSTRAINT "subscription_items_replaces_id_subscription_items_id_fk" FOREIGN KEY ("replaces_id") REFERENCES "public"."subscription_items"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_hosting_account_id_hosting_accounts_id_fk" FOREIGN KEY ("hosting_account_id") REFERENCES "public"."hosting_accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "billing_parks_one_open" ON "billing_parks" USING btree ("customer_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "billing_parks_opened_at" ON "billing_parks" USING btree ("opened_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "billing_runs_one_running" ON "billing_runs" USING btree ("state") WHERE state = 'running';--> statement-breakpoint
CREATE INDEX "billing_runs_started_at" ON "billing_runs" USING btree ("started_at","id");--> statement-breakpoint
CREATE INDEX "coupon_redemptions_subscription" ON "coupon_redemptions" USING btree ("subscription_id");--> statement-breakpoint
CREATE UNIQUE INDEX "coupons_code" ON "coupons" USING btree ("code_key");--> statement-breakpoint
CREATE UNIQUE INDEX "charges_once" ON "charges" USING btree ("item_id","kind",coalesce(period_start, '-infinity'),coalesce(change_id, '00000000-0000-0000-0000-000000000000')) WHERE item_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "charges_late_fee_once" ON "charges" USING btree ("late_document_id") WHERE kind = 'late-fee';--> statement-breakpoint
CREATE INDEX "charges_subscription" ON "charges" USING btree ("subscription_id","period_start");--> statement-breakpoint
CREATE INDEX "charges_customer" ON "charges" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "document_lines_position" ON "document_lines" USING btree ("document_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "document_lines_charge" ON "document_lines" USING btree ("charge_id") WHERE charge_id is not null;--> statement-breakpoint
CREATE INDEX "document_lines_credited" ON "document_lines" USING btree ("credited_line_id") WHERE credited_line_id is not null;--> statement-breakpoint
CREATE INDEX "document_lines_subscription" ON "document_lines" USING btree ("subscription_id");--> statement-breakpoint
CREATE UNIQUE INDEX "document_taxes_key" ON "document_taxes" USING btree ("document_id","key");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_number" ON "documents" USING btree ("kind","number");--> statement-breakpoint
CREATE UNIQUE INDEX "documents_series" ON "documents" USING btree ("kind",coalesce(series_year, 0),"series_number") WHERE series_number is not null;--> statement-breakpoint
CREATE INDEX "documents_number_prefix" ON "documents" USING btree ("number" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "documents_issued_on" ON "documents" USING btree ("kind","issued_on","id");--> statement-breakpoint
CREATE INDEX "documents_status" ON "documents" USING btree ("kind","status","issued_on","id");--> statement-breakpoint
CREATE INDEX "documents_customer" ON "documents" USING btree ("customer_id","kind","issued_on","id");--> statement-breakpoint
CREATE INDEX "documents_customer_status" ON "documents" USING btree ("customer_id","kind","status","issued_on","id");--> statement-breakpoint
CREATE INDEX "documents_customer_open" ON "documents" USING btree ("customer_id","due_on") WHERE status = 'open';--> statement-breakpoint
CREATE INDEX "documents_credit" ON "documents" USING btree ("customer_id","issued_on") WHERE unallocated > 0;--> statement-breakpoint
CREATE INDEX "documents_due" ON "documents" USING btree ("due_on","customer_id") WHERE status = 'open' and kind = 'invoice';--> statement-breakpoint
CREATE INDEX "documents_credited" ON "documents" USING btree ("credited_document_id");--> statement-breakpoint
CREATE UNIQUE INDEX "dunning_cases_one_open" ON "dunning_cases" USING btree ("customer_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "dunning_cases_next" ON "dunning_cases" USING btree ("next_step_on","customer_id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "dunning_cases_customer" ON "dunning_cases" USING btree ("customer_id","opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "dunning_steps_once" ON "dunning_steps" USING btree ("case_id","step","due_on");--> statement-breakpoint
CREATE INDEX "hosting_wishes_unsettled" ON "hosting_wishes" USING btree ("next_try_at") WHERE not settled;--> statement-breakpoint
CREATE INDEX "hosting_wishes_case" ON "hosting_wishes" USING btree ("case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "journal_entries_once" ON "journal_entries" USING btree ("kind","reference");--> statement-breakpoint
CREATE INDEX "journal_entries_customer" ON "journal_entries" USING btree ("customer_id","booked_on","id");--> statement-breakpoint
CREATE INDEX "journal_entries_booked_on" ON "journal_entries" USING btree ("booked_on","id");--> statement-breakpoint
CREATE INDEX "postings_balance" ON "postings" USING btree ("customer_id","currency","account","amount");--> statement-breakpoint
CREATE INDEX "postings_account" ON "postings" USING btree ("account","booked_on","product_id");--> statement-breakpoint
CREATE INDEX "allocations_document" ON "allocations" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "allocations_payment" ON "allocations" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "allocations_credit_note" ON "allocations" USING btree ("credit_note_id");--> statement-breakpoint
CREATE INDEX "allocations_customer" ON "allocations" USING btree ("customer_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "allocations_reversed_once" ON "allocations" USING btree ("reverses_id") WHERE reverses_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "bank_statement_lines_position" ON "bank_statement_lines" USING btree ("statement_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "bank_statement_lines_once" ON "bank_statement_lines" USING btree ("fingerprint");--> statement-breakpoint
CREATE UNIQUE INDEX "bank_statement_lines_payment" ON "bank_statement_lines" USING btree ("payment_id") WHERE payment_id is not null;--> statement-breakpoint
CREATE INDEX "bank_statement_lines_state" ON "bank_statement_lines" USING btree ("statement_id","state","position");--> statement-breakpoint
CREATE INDEX "bank_statements_created_at" ON "bank_statements" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "payments_customer" ON "payments" USING btree ("customer_id","received_on","id");--> statement-breakpoint
CREATE INDEX "payments_received_on" ON "payments" USING btree ("received_on","id");--> statement-breakpoint
CREATE INDEX "payments_method" ON "payments" USING btree ("method","received_on","id");--> statement-breakpoint
CREATE INDEX "payments_credit" ON "payments" USING btree ("customer_id","received_on") WHERE unallocated > 0;--> statement-breakpoint
CREATE INDEX "payments_reference" ON "payments" USING btree (search_key("reference") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "refunds_payment" ON "refunds" USING btree ("payment_id");--> statement-breakpoint
CREATE INDEX "refunds_credit_note" ON "refunds" USING btree ("credit_note_id");--> statement-breakpoint
CREATE INDEX "refunds_customer" ON "refunds" USING btree ("customer_id","refunded_on");--> statement-breakpoint
CREATE INDEX "prices_product" ON "prices" USING btree ("product_id","currency");--> statement-breakpoint
CREATE INDEX "products_name" ON "products" USING btree ("name_key","id");--> statement-breakpoint
CREATE INDEX "subscription_changes_subscription" ON "subscription_changes" USING btree ("subscription_id","sequence");--> statement-breakpoint
CREATE INDEX "subscription_changes_customer" ON "subscription_changes" USING btree ("customer_id","sequence");--> statement-breakpoint
CREATE INDEX "subscription_items_subscription" ON "subscription_items" USING btree ("subscription_id","from_on");--> statement-breakpoint
CREATE INDEX "subscription_items_product" ON "subscription_items" USING btree ("product_id") WHERE until_on is null;--> statement-breakpoint
CREATE INDEX "subscriptions_due" ON "subscriptions" USING btree ("next_bill_on","customer_id") WHERE next_bill_on is not null;--> statement-breakpoint
CREATE INDEX "subscriptions_customer" ON "subscriptions" USING btree ("customer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "subscriptions_created_at" ON "subscriptions" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "subscriptions_status" ON "subscriptions" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "subscriptions_cancel_on" ON "subscriptions" USING btree ("cancel_on") WHERE status <> 'ended';--> statement-breakpoint
CREATE INDEX "subscriptions_account" ON "subscriptions" USING btree ("hosting_account_id");--> statement-breakpoint
CREATE INDEX "subscriptions_waiting" ON "subscriptions" USING btree ("hosting_request_expires_at") WHERE hosting_request_sealed is not null;--> statement-breakpoint
CREATE INDEX "tax_rates_place" ON "tax_rates" USING btree ("country","category","valid_from");--> statement-breakpoint
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_one_open_of_customer" ON "alerts" USING btree ("customer_id","cause") WHERE closed_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "alerts_one_open_of_all" ON "alerts" USING btree ("cause") WHERE closed_at is null and server_id is null and endpoint_id is null and customer_id is null;
--> statement-breakpoint
-- Books are corrected by new rows. Also a statement that would change no row is refused.
CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are append-only', TG_TABLE_NAME USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME,
    CONSTRAINT = TG_NAME;
END
$$;
--> statement-breakpoint
CREATE TRIGGER subscription_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "subscription_changes"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
CREATE TRIGGER journal_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "journal_entries"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
CREATE TRIGGER postings_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "postings"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
CREATE TRIGGER allocations_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "allocations"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
CREATE TRIGGER refunds_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "refunds"
FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
--> statement-breakpoint
-- Once for each statement, which costs little for many rows. As postings only ever add, an entry whose every statement
-- sums to 0 sums to 0, so this needs no deferred check of each row.
CREATE FUNCTION refuse_unbalanced_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong record;
BEGIN
  SELECT "entry_id", "currency", sum("amount") AS rest INTO wrong FROM added
   GROUP BY "entry_id", "currency" HAVING sum("amount") <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % does not sum to 0 in %, but to %', wrong.entry_id, wrong.currency, wrong.rest
      USING ERRCODE = 'check_violation', TABLE = 'postings', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER postings_balanced AFTER INSERT ON "postings" REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION refuse_unbalanced_postings();
--> statement-breakpoint
CREATE FUNCTION refuse_price_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - 'is_archived' = to_jsonb(OLD) - 'is_archived' THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'a price does not change: add a new one and archive this one'
    USING ERRCODE = 'check_violation', TABLE = 'prices', CONSTRAINT = TG_NAME;
END
$$;
--> statement-breakpoint
CREATE TRIGGER prices_immutable BEFORE UPDATE OR DELETE ON "prices"
FOR EACH ROW EXECUTE FUNCTION refuse_price_change();
--> statement-breakpoint
CREATE FUNCTION refuse_coupon_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what a coupon grants does not change: add a new one'
    USING ERRCODE = 'check_violation', TABLE = 'coupons', CONSTRAINT = TG_NAME;
END
$$;
--> statement-breakpoint
CREATE TRIGGER coupons_terms_fixed
BEFORE UPDATE OF "percent_ppm", "amount", "currency", "product_ids", "scope", "duration_periods" ON "coupons"
FOR EACH ROW WHEN (
  (OLD."percent_ppm", OLD."amount", OLD."currency", OLD."product_ids", OLD."scope", OLD."duration_periods")
  IS DISTINCT FROM
  (NEW."percent_ppm", NEW."amount", NEW."currency", NEW."product_ids", NEW."scope", NEW."duration_periods"))
EXECUTE FUNCTION refuse_coupon_change();
--> statement-breakpoint
CREATE FUNCTION refuse_charge_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a charge does not change'
    USING ERRCODE = 'check_violation', TABLE = 'charges', CONSTRAINT = TG_NAME;
END
$$;
--> statement-breakpoint
-- A charge of a deleted draft may be deleted. The line of a finalized document keeps its charge by foreign key.
CREATE TRIGGER charges_immutable BEFORE UPDATE ON "charges" FOR EACH ROW EXECUTE FUNCTION refuse_charge_change();
--> statement-breakpoint
-- After finalization, only these columns change: how much is due, and whether PDF and mail were made.
CREATE FUNCTION refuse_document_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  free text[] := ARRAY['status', 'amount_due', 'unallocated', 'pdf_made_at', 'mailed_at', 'updated_at'];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - free = to_jsonb(OLD) - free AND NEW."status" <> 'draft'
      AND (OLD."status" <> 'void' OR NEW."status" = 'void') THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'document % is finalized and does not change', OLD."number"
    USING ERRCODE = 'check_violation', TABLE = 'documents', CONSTRAINT = TG_NAME;
END
$$;
--> statement-breakpoint
CREATE TRIGGER documents_frozen_update BEFORE UPDATE ON "documents"
FOR EACH ROW WHEN (OLD."status" <> 'draft') EXECUTE FUNCTION refuse_document_change();
--> statement-breakpoint
CREATE TRIGGER documents_frozen_delete BEFORE DELETE ON "documents"
FOR EACH ROW WHEN (OLD."status" <> 'draft') EXECUTE FUNCTION refuse_document_change();
--> statement-breakpoint
CREATE FUNCTION refuse_content_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  frozen text;
BEGIN
  SELECT d."number" INTO frozen FROM "documents" d
   WHERE d."id" IN (SELECT "document_id" FROM added) AND d."status" <> 'draft' LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'document % is finalized and does not change', frozen
      USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- The rows of a deleted draft go with it: then no document is found.
CREATE FUNCTION refuse_content_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  frozen text;
BEGIN
  SELECT d."number" INTO frozen FROM "documents" d WHERE d."id" = OLD."document_id" AND d."status" <> 'draft';
  IF FOUND THEN
    RAISE EXCEPTION 'document % is finalized and does not change', frozen
      USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  -- A row does not move to another document.
  NEW."document_id" := OLD."document_id";
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER document_lines_frozen_insert AFTER INSERT ON "document_lines" REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION refuse_content_added();
--> statement-breakpoint
CREATE TRIGGER document_lines_frozen BEFORE UPDATE OR DELETE ON "document_lines"
FOR EACH ROW EXECUTE FUNCTION refuse_content_change();
--> statement-breakpoint
CREATE TRIGGER document_taxes_frozen_insert AFTER INSERT ON "document_taxes" REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION refuse_content_added();
--> statement-breakpoint
CREATE TRIGGER document_taxes_frozen BEFORE UPDATE OR DELETE ON "document_taxes"
FOR EACH ROW EXECUTE FUNCTION refuse_content_change();
--> statement-breakpoint
-- An exclusion constraint would need an extension for the text columns. The lock makes two changes at once wait.
CREATE FUNCTION refuse_overlapping_tax_rate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE "tax_rates" IN SHARE ROW EXCLUSIVE MODE;
  IF EXISTS (SELECT FROM "tax_rates" r WHERE r."id" <> NEW."id" AND r."country" = NEW."country"
      AND r."region" = NEW."region" AND r."postcode_prefix" = NEW."postcode_prefix" AND r."category" = NEW."category"
      AND r."name" = NEW."name"
      AND daterange(r."valid_from", r."valid_until") && daterange(NEW."valid_from", NEW."valid_until")) THEN
    RAISE EXCEPTION 'another rate of % in % is valid on some of these days', NEW."name", NEW."country"
      USING ERRCODE = 'exclusion_violation', TABLE = 'tax_rates', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER tax_rates_no_overlap AFTER INSERT OR UPDATE ON "tax_rates"
FOR EACH ROW EXECUTE FUNCTION refuse_overlapping_tax_rate();
--> statement-breakpoint
CREATE FUNCTION refuse_currency_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM "postings" WHERE "customer_id" = NEW."customer_id") THEN
    RAISE EXCEPTION 'the currency does not change once something is booked'
      USING ERRCODE = 'check_violation', TABLE = 'billing_profiles', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER billing_profiles_currency_fixed BEFORE UPDATE OF "currency" ON "billing_profiles"
FOR EACH ROW WHEN (OLD."currency" IS DISTINCT FROM NEW."currency") EXECUTE FUNCTION refuse_currency_change();
--> statement-breakpoint
-- The accounts that billing wants suspended: an invoice of a subscription of the account is owed, and the suspend step
-- was taken for invoices that were due on its day. A written-off invoice is still owed.
CREATE VIEW "overdue_suspensions" AS
SELECT DISTINCT s."hosting_account_id" AS "account_id", c."id" AS "case_id", c."customer_id"
  FROM "dunning_cases" c
  JOIN "dunning_steps" t ON t."case_id" = c."id" AND t."action" = 'suspend' AND NOT t."is_skipped"
  JOIN "documents" d ON d."customer_id" = c."customer_id" AND d."due_on" = t."due_on" AND d."kind" = 'invoice'
   AND d."status" IN ('open', 'uncollectible') AND d."amount_due" > 0
  JOIN "document_lines" l ON l."document_id" = d."id"
  JOIN "subscriptions" s ON s."id" = l."subscription_id" AND s."customer_id" = c."customer_id"
 WHERE c."closed_at" IS NULL AND s."hosting_account_id" IS NOT NULL
   AND t."data" -> 'accounts' ? s."hosting_account_id"::text;
--> statement-breakpoint
-- M14: the wish "overdue" <=> an open dunning case at or past its suspend step.
CREATE FUNCTION "check_m14_wishes"() RETURNS TABLE ("customer_id" uuid, "account_id" uuid, "problem" text)
LANGUAGE sql STABLE AS $$
  SELECT a."customer_id", a."id", 'is wanted suspended without an open case at or past its suspend step'
    FROM "hosting_wishes" w JOIN "hosting_accounts" a ON a."id" = w."account_id"
   WHERE w."wanted" AND w."reason" = 'overdue'
     AND NOT EXISTS (SELECT FROM "overdue_suspensions" o WHERE o."account_id" = w."account_id" AND o."case_id" = w."case_id")
  UNION ALL
  SELECT o."customer_id", o."account_id", 'is not wanted suspended although its case is at or past the suspend step'
    FROM "overdue_suspensions" o
    JOIN "hosting_accounts" a ON a."id" = o."account_id" AND a."status" NOT IN ('terminating', 'terminated')
   WHERE NOT EXISTS (SELECT FROM "hosting_wishes" w
           WHERE w."account_id" = o."account_id" AND w."reason" = 'overdue' AND w."wanted")
$$;
--> statement-breakpoint
-- M15: an account carries "overdue" only while that is wished, or while an operation or a sweep is still to end it. A
-- suspension that staff requested themselves has no wish, or is younger than the wish that was lifted.
CREATE FUNCTION "check_m15_reasons"() RETURNS TABLE ("customer_id" uuid, "account_id" uuid, "problem" text)
LANGUAGE sql STABLE AS $$
  SELECT a."customer_id", a."id", 'is suspended as overdue, and nothing wants it'
    FROM "hosting_accounts" a
    JOIN "hosting_wishes" w ON w."account_id" = a."id" AND w."reason" = 'overdue'
   WHERE a."suspend_reasons" ? 'overdue' AND NOT w."wanted" AND w."settled"
     AND NOT EXISTS (SELECT FROM "operations" o WHERE o."subject_id" = a."id"
           AND (o."status" IN ('queued', 'running', 'waiting', 'needs-person')
             OR o."kind" = 'suspend' AND o."input" ->> 'reason' = 'overdue' AND o."created_at" >= w."since"
               AND o."input" ->> 'byWish' IS NULL))
$$;
