import { type PanelAccount, PanelError } from '#panels/kit/index.ts'
import { beginAttempt, endAttempt } from '#server/work/attempt.ts'
import type { Decision } from '#server/work/decision.ts'
import { decideOnRefusal, stoppedCreate } from './refusal.ts'
import { type Look, lookForAccount } from './lookup.ts'
import { openHostingPassword } from '#server/domain/accounts/stored-password.ts'
import { readBack, settleOn } from './read-back.ts'
import { fencedUpdate, type Work } from '#server/work/work.ts'

// Two looks, a settle time apart, make an absence after an unknown attempt believable.
const looksToBelieve = 2

/**
 * Creates the account, at most once: looks first, and after every outcome that is not known looks again before
 * anything is tried. A panel that cannot be looked at is protected by its own unique usernames.
 */
export async function runCreate(work: Work): Promise<Decision> {
  let seen = work.operation.panelUserIdSeen
  let absentLooks = work.operation.absentLooks
  for (;;) {
    if (seen !== null) {
      const settled = await readBack(work, seen)
      if (settled) return settled
      seen = null
    }
    const look = await lookForAccount(work, { thorough: work.perhapsMade.length > 0 })
    const decided = decideOnLook(work, look)
    if (decided) return decided
    if (work.perhapsMade.length > 0) {
      absentLooks += 1
      if (absentLooks < looksToBelieve) return lookAgainLater(work, absentLooks)
      if (isAllowanceSpent(work)) return handOver(work)
    }
    const tried = await tryCreate(work)
    if ('decision' in tried) return tried.decision
    seen = tried.seen
    absentLooks = 0
  }
}

/** A person who asks for a retry grants as many attempts again. */
function isAllowanceSpent({ domain, operation, perhapsMade }: Work): boolean {
  const since = (operation.retriedAt ?? operation.createdAt).getTime()
  const counted = perhapsMade.filter(({ startedAt }) => startedAt.getTime() >= since)
  return counted.length >= domain.engine.maxUnknownAttempts
}

function decideOnLook(work: Work, look: Look): Decision | null {
  if (look.doubled)
    return {
      to: 'needs-person',
      error: {
        code: 'reference-doubled',
        message: 'More than one account on the panel carries the reference of this hosting account.',
        remedy: 'Decide in NextPanel which one is right, remove the reference from the other, and retry.',
      },
      account: { status: 'conflict', holdsSlot: true },
    }
  if (look.ours) return settleOn(work, look.ours, 'found')
  if (look.usernameHolder) return taken(work, 'username-taken', look.usernameHolder)
  if (look.emailHolder) return taken(work, 'email-taken', look.emailHolder)
  return null
}

function taken(work: Work, code: 'username-taken' | 'email-taken', holder: PanelAccount | null): Decision {
  const { username, email } = work.account
  const what = code === 'username-taken' ? `The username "${username}"` : `The address ${email}`
  const whose = holder ? ` by account ${holder.id}` : ''
  const perhapsOurs =
    work.perhapsMade.length > 0
      ? ' An earlier attempt of ours had an unknown outcome, so it may be our own account.'
      : ''
  const adopt = 'If it is this customer’s account, adopt it by its NextPanel User ID'
  return {
    to: 'needs-person',
    error: {
      code,
      message: `${what} is already taken on ${work.server.name}${whose}.${perhapsOurs}`,
      remedy:
        code === 'username-taken'
          ? `${adopt}; otherwise retry with another username.`
          : `${adopt}; otherwise provision again with a Hosting Email of its own.`,
    },
    account: { status: 'conflict', holdsSlot: work.perhapsMade.length > 0 },
  }
}

function lookAgainLater(work: Work, absentLooks: number): Decision {
  const { clock, engine } = work.domain
  const last = work.perhapsMade.at(-1)
  // An attempt that was cut off may still be under way at the panel until its own deadline.
  const quietFrom = last ? (last.endedAt?.getTime() ?? last.startedAt.getTime() + engine.panelDeadlineMs) : 0
  const afterMs = Math.max(quietFrom - clock.now().getTime(), 0) + engine.settleMs
  return {
    to: 'waiting',
    message: `Nothing is made again before a second look, in ${Math.max(1, Math.round(afterMs / 1000))} s.`,
    afterMs,
    account: { status: 'unknown' },
    operation: { absentLooks, deferrals: 0 },
  }
}

const handOver = (work: Work): Decision => ({
  to: 'needs-person',
  error: {
    code: 'outcome-unknown',
    message: `${work.perhapsMade.length} attempts to create the account ended without a clear answer from the panel.`,
    remedy:
      'Test the server’s connection and look in NextPanel whether the account exists: then adopt it, or retry.',
  },
  account: { status: 'unknown', holdsSlot: true },
})

async function tryCreate(work: Work): Promise<{ decision: Decision } | { seen: string | null }> {
  const { account, domain, operation, panel } = work
  if (account.passwordSealed === null)
    return {
      decision: {
        to: 'needs-person',
        error: {
          code: 'password-required',
          message: 'The hosting password is no longer kept.',
          remedy: 'Retry with a new hosting password.',
        },
        account: stoppedCreate(work),
      },
    }
  const password = openHostingPassword(domain.keyring, account.id, account.passwordSealed)
  const attempt = await beginAttempt(work, `creating "${account.username}" on ${work.server.name}.`)
  try {
    const { value, exchanges } = await panel.create({
      username: account.username,
      email: account.email,
      password,
      fullName: work.customer.fullName,
      company: work.customer.companyName,
      packageId: account.packageId,
      marker: account.marker,
      billingCustomerId: account.customerId,
    })
    // Kept before anything else: should we stop here, the next run reads this id back first.
    await fencedUpdate(domain.database.db, work, { panelUserIdSeen: value.id })
    await endAttempt(work, attempt, {
      outcome: 'succeeded',
      message: `the panel answered NextPanel User ID ${value.id}.`,
      exchanges,
    })
    return { seen: value.id }
  } catch (error) {
    if (!(error instanceof PanelError)) throw error
    const outcome = { 'unknown-outcome': 'unknown', 'retry-later': 'deferred' } as const
    await endAttempt(work, attempt, {
      outcome:
        error.kind === 'unknown-outcome' || error.kind === 'retry-later' ? outcome[error.kind] : 'rejected',
      message: error.message,
      code: error.code,
      exchanges: error.exchanges,
    })
    if (error.kind === 'unknown-outcome') {
      await fencedUpdate(domain.database.db, work, { absentLooks: 0 })
      return { seen: operation.panelUserIdSeen }
    }
    return {
      decision:
        error.kind === 'conflict' ? await lookIntoConflict(work, error) : await decideOnRefusal(work, error),
    }
  }
}

/** "Already exists" is always looked into: our own late account is adopted, anybody else's is a conflict. */
async function lookIntoConflict(work: Work, error: PanelError): Promise<Decision> {
  const look = await lookForAccount(work, { thorough: true })
  const code = error.code === 'email-taken' ? 'email-taken' : 'username-taken'
  return decideOnLook(work, look) ?? taken(work, code, null)
}
