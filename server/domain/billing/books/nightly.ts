import { instantOf, type LocalDate, today } from '#server/platform/calendar/index.ts'
import { gauge, secondsOf } from '#server/platform/metrics/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import type { Domain } from '../../context.ts'
import { companySettings } from '../../tables/company.ts'
import { parkCustomers } from '../park.ts'
import { type BookViolation, checkBooks } from './check-books.ts'

/** In the company's time zone. */
const checkedAt = '03:00'
const mostLogged = 100

const lastCheck = gauge({
  name: 'books_check_last_timestamp_seconds',
  help: 'Time of the last complete check of the books by this process. 0: none since its start.',
})
const lastViolations = gauge({
  name: 'books_check_violations',
  help: 'Number of violations that the last check of the books by this process found.',
})

/** Checks the books once a night. Each process checks: it only reads, and alerts and parks are unique. */
export class NightlyBooksCheck {
  readonly #domain: Domain
  readonly #stopping = new AbortController()
  #checkedOn: LocalDate | null = null

  constructor(domain: Domain) {
    this.#domain = domain
  }

  /**
   * Checks the books if this was not done today. Returns the violations, or null if it was not time or the process stops.
   */
  async takeDue(): Promise<readonly BookViolation[] | null> {
    const { database, clock } = this.#domain
    const [company] = await database.db.select({ timeZone: companySettings.timeZone }).from(companySettings)
    if (!company) return null
    const on = today(company.timeZone, clock)
    if (this.#checkedOn === on || clock.now() < instantOf(company.timeZone, on, checkedAt)) return null
    const { signal } = this.#stopping
    const violations = await database.patiently(checkBooks, signal).catch((error: unknown) => {
      if (signal.aborted) return null
      throw error
    })
    if (violations === null) return null
    await reportViolations(this.#domain, violations)
    this.#checkedOn = on
    lastCheck.set(secondsOf(clock.now()))
    lastViolations.set(violations.length)
    return violations
  }

  /** Ends a running check: on a large database it takes longer than a process may take to stop. */
  stop(): void {
    this.#stopping.abort()
  }
}

/** Logs violations, and parks each customer that they concern with an alert. */
export async function reportViolations(domain: Domain, violations: readonly BookViolation[]): Promise<void> {
  for (const violation of violations.slice(0, mostLogged))
    domain.log.error(
      { violation },
      `The books break a rule. Run ${adminCommand('check:books')} for all violations.`,
    )
  const byCustomer = new Map<string, BookViolation[]>()
  for (const violation of violations) {
    const { customerId } = violation
    if (customerId !== null) byCustomer.set(customerId, [...(byCustomer.get(customerId) ?? []), violation])
  }
  for (const [customerId, [first]] of byCustomer) {
    if (first === undefined) continue
    const message = `The books break rule ${first.rule} (${first.title}): ${first.subject} ${first.message}.`
    const at = domain.clock.now()
    await domain.database.db.transaction(async (tx) => {
      await parkCustomers(tx, [{ customerId, code: `books-${first.rule}`, message }], {
        domain,
        runId: null,
        at,
      })
    })
  }
}
