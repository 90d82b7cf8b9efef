import {
  PanelError,
  type PanelErrorCode,
  type PanelErrorKind,
  type PanelResponse,
} from '#panels/kit/index.ts'
import { explainKeyTrouble, keyTrouble } from './key-trouble.ts'
import { type PanelWords, panelWords } from './panel-words.ts'
import { retryAfterMs } from './retry-after.ts'
import type { Session } from './session.ts'
import { whyUnreadable } from './unreadable.ts'

/** The change that the call requested. It decides the meaning of an unclear response. */
export type Effect = 'nothing' | 'creates' | 'changes-account'

interface Refused {
  readonly kind: PanelErrorKind
  readonly code: PanelErrorCode
  readonly message: string
  readonly remedy: string
  readonly afterMs?: number | undefined
}

/** Returns the error for an unexpected response. */
export function refusal(session: Session, response: PanelResponse, effect: Effect): PanelError {
  const words = panelWords(response.body)
  const refused = classify(response, words, session.quote(words.raw), effect, session)
  return new PanelError({ ...refused, exchanges: session.exchanges })
}

/** A complete sentence, whatever follows. */
const quoted = (words: string) => `“${words}”${/[.!?…]$/.test(words) ? '' : '.'}`

function classify(
  response: PanelResponse,
  words: PanelWords,
  shown: string,
  effect: Effect,
  session: Session,
): Refused {
  const { status, headers, body } = response
  const says = shown ? ` NextPanel says: ${quoted(shown)}` : ''
  if (status < 300) return oddAnswer(effect, response)
  if (status < 400) return redirected(status, headers.location ?? '', session)
  if (status === 401 || status === 403) {
    const trouble = keyTrouble(status, words, body.kind === 'json' || body.kind === 'empty')
    const { message, remedy } = explainKeyTrouble(trouble, response.localAddress)
    return { kind: 'needs-operator', code: trouble, message: `${message}${says}`, remedy }
  }
  if (status === 429)
    return {
      kind: 'retry-later',
      code: 'rate-limited',
      message: 'The rate limit of this API key is exhausted. Nothing was done.',
      remedy: 'Wait, or raise the hourly and daily limits of this key in NextPanel under API Keys.',
      afterMs: retryAfterMs(headers),
    }
  // 408 comes from a proxy that timed out, possibly after it passed the request on.
  if (status >= 500 || status === 408) return serverTrouble(status, effect, says, retryAfterMs(headers))
  if (effect === 'creates') {
    const refused = refusedCreate(response, words, shown, session)
    if (refused !== undefined) return refused
  }
  if ((status === 404 && body.kind !== 'json') || (effect === 'creates' && [404, 405].includes(status)))
    return notAPanel(status)
  if (status === 404)
    return {
      kind: 'rejected',
      code: 'account-not-found',
      message: `NextPanel has no such account.${says}`,
      remedy: 'Check in NextPanel under Users whether the account was deleted.',
    }
  if (status === 405)
    return {
      kind: 'not-supported',
      code: 'not-supported',
      message: 'This panel has no such call.',
      remedy: 'Do this in NextPanel, under Users.',
    }
  return {
    kind: 'rejected',
    code: 'panel-refused',
    message: `NextPanel refused the request (HTTP ${status}).${says}`,
    remedy: 'Correct the value above and try again. If no value is named, check NextPanel’s log.',
  }
}

function refusedCreate(
  response: PanelResponse,
  words: PanelWords,
  shown: string,
  session: Session,
): Refused | undefined {
  const { status, body } = response
  if (![400, 409, 422].includes(status)) return undefined
  // Truncated JSON may have contained "already exists", which needs a lookup before it counts as a failure.
  if (body.kind === 'malformed-json') return oddAnswer('creates', response)
  const says = shown ? ` NextPanel says: ${quoted(shown)}` : ''
  if (status !== 409 && /package/i.test(words.field ?? words.raw) && !/already/i.test(words.raw))
    return {
      kind: 'rejected',
      code: 'package-unknown',
      message: `NextPanel does not have this package.${says}`,
      remedy: 'Choose a package that exists on this panel (in NextPanel under Packages), then retry.',
    }
  const taken = /already|exists|taken|in use|duplicate/i.test(words.raw)
  if (taken || status === 409) return alreadyTaken(words.raw, says)
  if (status !== 422) return undefined
  const named = words.field ?? ''
  const field = fieldCodes.has(named) ? named : session.quote(named, 60)
  return {
    kind: 'rejected',
    code: fieldCodes.get(field) ?? 'field-not-allowed',
    message: `NextPanel does not accept the ${field ? `field “${field}”` : 'account as it was sent'}.${says}`,
    remedy: 'Correct that field, then retry.',
  }
}

const fieldCodes = new Map<string, PanelErrorCode>([
  ['username', 'username-not-allowed'],
  ['email', 'email-not-allowed'],
  ['password', 'password-not-allowed'],
])

function alreadyTaken(raw: string, says: string): Refused {
  const username = /user.?name|login/i.test(raw)
  const email = /e-?mail/i.test(raw)
  const [code, what]: [PanelErrorCode, string] =
    username && !email
      ? ['username-taken', 'username']
      : email && !username
        ? ['email-taken', 'email']
        : ['username-or-email-taken', 'username or email']
  return {
    kind: 'conflict',
    code,
    message: `An account with this ${what} already exists on this panel.${says}`,
    remedy: `Choose another ${what} and retry. If that account belongs to this customer, adopt it.`,
  }
}

/** A success whose body does not confirm it, or a 4xx that cannot be read. */
export function oddAnswer(
  effect: Effect,
  response: Pick<PanelResponse, 'status' | 'headers' | 'body'>,
): Refused {
  const { status } = response
  const unreadable = whyUnreadable(response)
  if (effect === 'nothing')
    return {
      kind: 'retry-later',
      code: 'odd-answer',
      message: unreadable?.message ?? `The panel’s response (HTTP ${status}) is not a NextPanel response.`,
      remedy:
        unreadable?.remedy ??
        'If this persists, check that the Base URL points to NextPanel itself, and check its version.',
    }
  return {
    kind: 'unknown-outcome',
    code: 'odd-answer',
    message: `${unreadable ? `${unreadable.message} ` : ''}The panel’s response (HTTP ${status}) is unreliable, so it is not known whether the request was executed.`,
    remedy: 'No action is needed yet: the panel is checked before any retry.',
  }
}

function serverTrouble(status: number, effect: Effect, says: string, afterMs: number | undefined): Refused {
  if (effect === 'nothing')
    return {
      kind: 'retry-later',
      code: 'panel-error',
      message: `The panel returned an error (HTTP ${status}).${says}`,
      remedy: 'The request is retried automatically. If this persists, check NextPanel’s log.',
      afterMs,
    }
  return {
    kind: 'unknown-outcome',
    code: 'panel-error',
    message: `The panel returned an error (HTTP ${status}), so it is not known whether the request was executed.${says}`,
    remedy: 'No action is needed yet: the panel is checked before any retry.',
  }
}

/**
 * No path of ours ends with "/": such a redirect is the panel's own, and a different Base URL does not fix
 * it.
 */
const addsSlash = (location: string) => /\/api\/[^?#]*[^/?#]\/(?:[?#]|$)/.test(location)

function redirected(status: number, location: string, session: Session): Refused {
  const shown = session.quote(location, 200)
  const to = shown ? ` to ${shown}` : ''
  return {
    kind: 'needs-operator',
    code: 'redirected',
    ...(addsSlash(location)
      ? {
          message: `The panel redirects${to} (HTTP ${status}), with “/” at the end. This version of NextPanel is not supported.`,
          remedy:
            'Update NextPanel, or configure the proxy in front of it to pass the path on unchanged, without adding “/”.',
        }
      : {
          message: `The panel responded with a redirect (HTTP ${status})${to}. It was not followed, so that the key is not sent elsewhere.`,
          remedy: 'Set the Base URL on the Server page to the address of NextPanel itself.',
        }),
  }
}

/** A panel of another version, whose accounts cannot be addressed. */
export const textIds: Refused = {
  kind: 'needs-operator',
  code: 'odd-answer',
  message:
    'The ids of this panel’s accounts are text instead of numbers. This version of NextPanel is not supported.',
  remedy: 'Check the version of NextPanel, and that the Base URL points to its billing API.',
}

const notAPanel = (status: number): Refused => ({
  kind: 'needs-operator',
  code: 'not-a-panel',
  message: `This address has no NextPanel billing API (HTTP ${status}).`,
  remedy:
    'Check the Base URL on the Server page with its port and path, and any proxy in front of the panel.',
})
