import {
  describeDifference,
  isChangedReference,
  type PanelAccount,
  type PanelError,
} from '#panels/kit/index.ts'
import { outlastCall } from '#server/work/index.ts'
import { openHostingPassword } from '../../sealing/index.ts'
import { noteDuplicateRefused } from '../../servers/index.ts'
import { type Attempted, attemptCall } from './attempt-call.ts'
import type { HostingDecision } from './decision.ts'
import type { HostingWork } from './hosting-work.ts'
import { type Lookup, lookUpAccount, lookUpFirst } from './lookup.ts'
import { readBack, settleOn } from './read-back.ts'
import { decideOnRefusal, whenStopped } from './refusal.ts'

// After an unknown attempt, an absence counts after two lookups a settle time apart.
const lookupsToBelieve = 2

/**
 * Creates the account at most once: looks it up first, and after every unknown outcome before any other step.
 * If the panel cannot be searched, its own unique usernames are the protection.
 */
export async function runCreate(work: HostingWork): Promise<HostingDecision> {
  // Recorded with the account: the lookup before it found no account, or the panel needs no lookup.
  if (work.begun?.attempt) {
    await outlastCall(work)
    const ended = await readBackOrDecide(work, await tryCreate(work))
    if (ended) return ended
  }
  const answered = work.begun?.attempt ? null : work.operation.answeredId
  const settled = answered === null ? null : await readBack(work, answered)
  return settled ?? lookUpThenCreate(work)
}

async function lookUpThenCreate(work: HostingWork): Promise<HostingDecision> {
  let { absentLookups } = work.begun?.attempt ? { absentLookups: 0 } : work.operation
  for (;;) {
    const isFirst = work.pastCreates.length === 0
    const found = decideOnLookup(
      work,
      await (isFirst ? lookUpFirst(work) : lookUpAccount(work, { full: true })),
    )
    if (found) return found
    if (!isFirst) {
      absentLookups += 1
      if (absentLookups < lookupsToBelieve) return lookUpAgainLater(work, absentLookups)
      if (isAllowanceSpent(work)) return handOver(work)
    }
    const ended = await readBackOrDecide(work, await tryCreate(work))
    if (ended) return ended
    absentLookups = 0
  }
}

/** @returns null for an unknown outcome, or an id that the panel does not show: both lead to a lookup */
async function readBackOrDecide(
  work: HostingWork,
  tried: Attempted<PanelAccount> | { decision: HostingDecision },
): Promise<HostingDecision | null> {
  if ('decision' in tried) return tried.decision
  if ('value' in tried) return readBack(work, tried.value.id)
  const { error } = tried
  if (error.kind === 'unknown-outcome')
    return work.operation.answeredId === null ? null : readBack(work, work.operation.answeredId)
  return error.kind === 'conflict' ? investigateConflict(work, error) : decideOnRefusal(work, error)
}

/** A retry by staff resets the number of attempts. */
function isAllowanceSpent({ domain, operation, pastCreates }: HostingWork): boolean {
  const since = (operation.retriedAt ?? operation.createdAt).getTime()
  const counted = pastCreates.filter(({ startedAt }) => startedAt.getTime() >= since)
  return counted.length >= domain.engine.maxUnknownAttempts
}

function decideOnLookup(work: HostingWork, lookup: Lookup): HostingDecision | null {
  if (lookup.duplicated)
    return {
      to: 'needs-person',
      error: {
        code: 'reference-doubled',
        message: 'More than one account on the panel has the reference of this hosting account.',
        remedy: 'Decide in NextPanel which one is correct, remove the reference from the other, and retry.',
      },
      account: { status: 'conflict', mayExist: true },
    }
  if (lookup.ours) return settleOn(work, lookup.ours, 'found')
  if (lookup.usernameHolder) return taken(work, 'username-taken', lookup.usernameHolder)
  if (lookup.emailHolder) return taken(work, 'email-taken', lookup.emailHolder)
  return null
}

function taken(
  work: HostingWork,
  code: 'username-taken' | 'email-taken',
  holder: PanelAccount | null,
): HostingDecision {
  const { username, email } = work.account
  const name = code === 'username-taken' ? `The username "${username}"` : `The address ${email}`
  const byWhom = holder ? ` by account ${holder.id}` : ''
  const mayExist = work.pastCreates.length > 0
  const isCut = typeof holder?.marker === 'string' && isChangedReference(holder.marker, work.account.marker)
  const perhapsOurs = isCut
    ? ' That account carries our reference, but the panel changed billing_id, so it is most likely our own account.'
    : mayExist
      ? ' One of our earlier attempts had an unknown outcome, so it may be our own account.'
      : ''
  const adopt = 'If it is this customer’s account, adopt it by its NextPanel User ID'
  return {
    to: 'needs-person',
    error: {
      code,
      message: `${name} is already taken on ${work.server.name}${byWhom}.${perhapsOurs}`,
      remedy:
        code === 'username-taken'
          ? `${adopt}. Otherwise retry with another username.`
          : `${adopt}. Otherwise retry with another Hosting Email.`,
      ...(holder ? { holder: { panelUserId: holder.id, matches: isAdoptable(holder, work.account) } } : {}),
    },
    account: { status: 'conflict', mayExist },
  }
}

// Staff may override a reference that is missing or belongs to another system.
const isAdoptable = (holder: PanelAccount, account: HostingWork['account']): boolean =>
  describeDifference({ ...holder, marker: undefined }, account) === null

function lookUpAgainLater(work: HostingWork, absentLookups: number): HostingDecision {
  const { clock, engine } = work.domain
  const last = work.pastCreates.at(-1)
  // An interrupted attempt may still be in progress on the panel until its own deadline.
  const quietFrom = last ? (last.endedAt?.getTime() ?? last.startedAt.getTime() + engine.panelDeadlineMs) : 0
  // Never longer than a request can take, because the clock may have been set back since that attempt.
  const quietMs = Math.min(Math.max(quietFrom - clock.now().getTime(), 0), engine.panelDeadlineMs)
  const afterMs = quietMs + engine.settleMs
  return {
    to: 'waiting',
    message: `Checking again in ${Math.max(1, Math.round(afterMs / 1000))} s before retrying, so that the account is not created twice.`,
    afterMs,
    account: { status: 'unknown' },
    operation: { absentLookups, deferrals: 0 },
  }
}

const handOver = (work: HostingWork): HostingDecision => ({
  to: 'needs-person',
  error: {
    code: 'outcome-unknown',
    message: `${work.pastCreates.length} attempts to create the account ended without a clear response from the panel.`,
    remedy:
      'Test the server’s connection and check in NextPanel whether the account exists. Then adopt it, or retry.',
  },
  account: { status: 'unknown' },
})

async function tryCreate(
  work: HostingWork,
): Promise<Attempted<PanelAccount> | { decision: HostingDecision }> {
  const { account, domain, panel, server } = work
  const password = openHostingPassword(domain.keyring, account, server)
  if (password === null)
    return {
      decision: {
        to: 'needs-person',
        error: {
          code: 'password-required',
          message:
            account.passwordSealed === null
              ? 'The hosting password is no longer stored.'
              : `The hosting password was entered for another address of ${server.name}. It was not sent to ${server.baseUrl}.`,
          remedy: 'Retry with a new hosting password.',
        },
        account: whenStopped(work),
      },
    }
  const isBegun = work.progress.attempts === work.begun?.attempt?.number
  return attemptCall(work, {
    message: createMessage(account.username, work.server.name),
    begun: isBegun && work.pastCreates.length === 0 ? (work.begun?.attempt ?? null) : null,
    call: () =>
      panel.create({
        username: account.username,
        email: account.email,
        password,
        fullName: work.customer.fullName,
        company: work.customer.companyName,
        packageId: account.packageId,
        marker: account.marker,
        billingCustomerId: account.customerId,
      }),
    // The id is stored first. If this process stops here, the next run reads the account back.
    done: ({ id }) => ({
      message: `the panel returned NextPanel User ID ${id}.`,
      operation: { answeredId: id },
    }),
    whenUnknown: { absentLookups: 0 },
  })
}

export const createMessage = (username: string, serverName: string) =>
  `creating "${username}" on ${serverName}.`

/** "Already exists" always leads to a lookup: our own account is adopted, any other is a conflict. */
async function investigateConflict(work: HostingWork, error: PanelError): Promise<HostingDecision> {
  const lookup = await lookUpAccount(work, { full: true })
  const code = error.code === 'email-taken' ? 'email-taken' : 'username-taken'
  if (code === 'username-taken' && lookup.usernameHolder) await noteDuplicateRefused(work.domain, work.server)
  return decideOnLookup(work, lookup) ?? taken(work, code, null)
}
