import type { PanelResponse } from '#panels/kit/index.ts'
import { ask, type KeyFinding, passAddress, passKey, reportRefusal } from './check-key.ts'
import type { Ladder } from './ladder.ts'
import { refusal } from './refusal.ts'
import { accountsPath, type Call, type Session } from './session.ts'

const emptyCreate: Call = {
  method: 'POST',
  path: accountsPath,
  label: `POST ${accountsPath} with {}`,
  json: {},
}

/**
 * Whether the key may create accounts, found out without creating one: `POST` with `{}`, which no panel can accept.
 * 403 where it may not, 422 where it may, provided that the panel looks at rights before it looks at the body.
 */
export async function checkRights(ladder: Ladder, session: Session, key: KeyFinding): Promise<void> {
  const response = await ask(ladder, session, 'permission', emptyCreate)
  if (response === undefined) return
  const { status, durationMs } = response
  if (status === 401 || status === 403) return reportRefusal(ladder, session, response, 'warn')
  if (status === 422 || status === 400) return judgeRefusedBody(ladder, session, response)
  if (status === 404 || status === 405)
    return ladder.set(key === 'proven' ? 'permission' : 'key', {
      state: 'fail',
      message: `There is no call to create accounts at this address (HTTP ${status}).`,
      remedy: 'Check the Base URL, its port and path too, and any proxy in front of the panel.',
      durationMs,
    })
  if (status >= 300 && status < 400) {
    const { message, remedy } = refusal(session, response, 'nothing')
    return ladder.set('permission', { state: 'fail', message, remedy, durationMs })
  }
  ladder.set('permission', {
    state: 'warn',
    message:
      status < 300
        ? `The panel accepted an empty request (HTTP ${status}), which it should have refused.`
        : `Whether the key may create accounts could not be seen (HTTP ${status}).`,
    remedy:
      status < 300
        ? 'Look in NextPanel under Users for an account without a name, and delete it.'
        : 'Test the connection again later.',
    durationMs,
  })
}

async function judgeRefusedBody(ladder: Ladder, session: Session, refused: PanelResponse): Promise<void> {
  if (await isRefusedElsewhere(ladder, session)) return
  const control = await ask(ladder, session, 'permission', {
    ...emptyCreate,
    label: `${emptyCreate.label} and a made-up key`,
    credentials: { apiKey: 'npk_made_up_by_the_connection_test', apiSecret: 'nps_made_up' },
  })
  if (control === undefined) return
  if (control.status === 401 || control.status === 403) {
    const { durationMs } = refused
    passKey(ladder, refused)
    ladder.set('permission', { state: 'pass', message: 'The API key may create accounts.', durationMs })
    ladder.set('scope', {
      state: 'pass',
      message: 'The API key has the scope Account Management.',
      durationMs,
    })
    return passAddress(ladder, refused)
  }
  notVisible(ladder, refused.durationMs)
}

/**
 * A panel may look at the body between key and rights. Unsuspending account 0, which never exists, has no body to
 * look at: such a panel still says 403 there.
 */
async function isRefusedElsewhere(ladder: Ladder, session: Session): Promise<boolean> {
  const response = await ask(ladder, session, 'permission', {
    method: 'POST',
    path: `${accountsPath}/0/unsuspend`,
  })
  if (response === undefined) return true
  if (response.status !== 401 && response.status !== 403) return false
  reportRefusal(ladder, session, response, 'warn')
  return true
}

function notVisible(ladder: Ladder, durationMs: number): void {
  const message = (what: string) =>
    `This panel looks at the form of a request before it looks at the key, so ${what} cannot be seen without creating an account.`
  ladder.set('permission', {
    state: 'not-checked',
    message: message('the permission level'),
    remedy: 'In NextPanel open API Keys and see that its permission level is BILLING or SUPER_ADMIN.',
    durationMs,
  })
  ladder.set('scope', {
    state: 'not-checked',
    message: message('the scope'),
    remedy: 'In NextPanel open API Keys and see that it has the scope Account Management.',
    durationMs,
  })
}
