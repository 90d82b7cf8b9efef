import { sql } from 'drizzle-orm'
import type { BookRule } from './rule.ts'

/** The rules of documents: amounts, numbers, charges and credit notes. */
export const documentRules: readonly BookRule[] = [
  {
    id: 'M4',
    title: 'The amount due of an invoice is its total less its allocations, and its status agrees',
    violations: sql`
      with paid as (select document_id, sum(amount) as amount from allocations group by document_id)
      select d.customer_id, 'invoice ' || d.number as subject,
             'is ' || d.status || ' with ' || d.amount_due || ' due of ' || d.total || ', and '
               || coalesce(paid.amount, 0) || ' is allocated' as message
        from documents d left join paid on paid.document_id = d.id
       where d.kind = 'invoice' and d.status <> 'draft'
         and (d.amount_due not between 0 and d.total
           or (d.status <> 'uncollectible' and d.amount_due <> d.total - coalesce(paid.amount, 0))
           or (d.status = 'paid' and d.amount_due <> 0)
           or (d.status = 'open' and d.amount_due = 0))`,
  },
  {
    id: 'M5',
    title:
      'The net of a document is the sum of its lines, the tax that of its tax groups, and both sum to its total',
    violations: sql`
      select d.customer_id, d.kind || ' ' || coalesce(d.number, d.id::text) as subject,
             'net ' || d.net || ', tax ' || d.tax || ', total ' || d.total || ', lines ' || coalesce(lines.net, 0)
               || ', tax groups ' || coalesce(taxes.amount, 0) as message
        from documents d
        left join (select document_id, sum(net) as net from document_lines group by document_id) lines
          on lines.document_id = d.id
        left join (select document_id, sum(amount) as amount from document_taxes group by document_id) taxes
          on taxes.document_id = d.id
       where d.net <> coalesce(lines.net, 0) or d.tax <> coalesce(taxes.amount, 0) or d.total <> d.net + d.tax`,
  },
  {
    id: 'M6',
    title:
      'The numbers of a series have no twin, no hole that staff did not make, and their dates never fall',
    violations: sql`
      select customer_id, kind || ' ' || number as subject,
             case when previous is distinct from series_number - 1 then 'follows number ' || previous
                  else 'is dated ' || issued_on || ', before number ' || previous end as message
        from (
          select customer_id, kind, number, series_number, issued_on,
                 lag(series_number) over series as previous, lag(issued_on) over series as previous_date
            from documents where series_number is not null
          window series as (partition by kind, coalesce(series_year, 0) order by series_number, id)
        ) numbered
       where previous is not null and (
         issued_on < previous_date or previous >= series_number
         -- Staff may continue a series at a higher number. The audit log has that number. Earlier versions wrote only the text.
         or (previous < series_number - 1 and not exists (
           select from audit_entries entry where entry.action = 'billing-settings.change-numbering'
              and entry.after ->> 'series' = numbered.kind
              and (entry.after ->> 'next' = numbered.number
                -- The first number can have the next year in its text.
                or (entry.after -> 'restartsYearly' = 'false' and entry.after ->> 'nextNumber' = numbered.series_number::text)))))`,
  },
  {
    id: 'M6',
    title: 'The next number of a series was not issued yet',
    violations: sql`
      select null::uuid as customer_id, s.kind || ' series' as subject,
             'next is ' || s.next || ', and the last number is ' || max(d.series_number) as message
        from number_series s
        join documents d on d.kind = s.kind and d.series_number is not null
         and coalesce(d.series_year, 0) = coalesce(s.year, 0)
       group by s.kind, s.next having s.next <= max(d.series_number)`,
  },
  {
    id: 'M7',
    title:
      'The recurring charges of an item do not overlap, and have no gap unless the subscription was paused',
    violations: sql`
      with credited as (
        select explanation ->> 'credits' as charge_id, min(period_start) as from_on
          from charges where kind = 'proration-credit' group by explanation ->> 'credits'
      ), used as (
        -- The days from a credit on are not charged any more.
        select c.*, least(c.period_end, k.from_on) as until_on
          from charges c left join credited k on k.charge_id = c.id::text
         where c.kind = 'recurring' and c.item_id is not null and c.period_start is not null
      )
      select customer_id, 'item ' || item_id as subject,
             'is charged until ' || previous_end || ' and then from ' || period_start as message
        from (
          select c.customer_id, c.item_id, c.subscription_id, c.period_start,
                 lag(c.until_on) over (partition by c.item_id order by c.period_start, c.until_on) as previous_end
            from used c where c.until_on > c.period_start
        ) charged
       where period_start < previous_end
          or (period_start > previous_end and not exists (
            select from subscription_changes change
             where change.subscription_id = charged.subscription_id and change.kind = 'pause'))`,
  },
  {
    id: 'M8',
    title: 'Each charge is on exactly one line',
    violations: sql`
      select c.customer_id, 'charge ' || c.id as subject, 'is on ' || count(l.id) || ' lines' as message
        from charges c left join document_lines l on l.charge_id = c.id
       group by c.id, c.customer_id having count(l.id) <> 1`,
  },
  {
    id: 'M10',
    title: 'The credit notes of an invoice are at most the invoice, for each tax group',
    violations: sql`
      with noted as (
        select n.credited_document_id as invoice_id, t.key, sum(t.base) as base, sum(t.amount) as amount
          from documents n join document_taxes t on t.document_id = n.id
         where n.kind = 'credit-note' and n.status <> 'draft' group by n.credited_document_id, t.key
      )
      select d.customer_id, 'invoice ' || coalesce(d.number, d.id::text) as subject,
             noted.base || ' net and ' || noted.amount || ' tax of ' || noted.key || ' are credited, and it has '
               || coalesce(t.base, 0) || ' and ' || coalesce(t.amount, 0) as message
        from noted join documents d on d.id = noted.invoice_id
        left join document_taxes t on t.document_id = d.id and t.key = noted.key
       where abs(noted.base) > abs(coalesce(t.base, 0)) or abs(noted.amount) > abs(coalesce(t.amount, 0))`,
  },
  {
    id: 'M10',
    title: 'The credit notes of an invoice sum to at most its total',
    violations: sql`
      select d.customer_id, 'invoice ' || coalesce(d.number, d.id::text) as subject,
             sum(n.total) || ' is credited of ' || d.total as message
        from documents d join documents n on n.credited_document_id = d.id
       where n.kind = 'credit-note' and n.status <> 'draft'
       group by d.id, d.customer_id, d.number, d.total having sum(n.total) > d.total`,
  },
]
