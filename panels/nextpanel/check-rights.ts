import type { PanelResponse } from '#panels/kit/index.ts'
import { ask, type KeyFinding, passAddress, passKey, reportRefusal } from './check-key.ts'
import type { CheckList } from './check-list.ts'
import { refusal } from './refusal.ts'
import { accountsPath, type Call, type Session } from './session.ts'

const emptyCreate: Call = {
  method: 'POST',
  path: accountsPath,
  label: `POST ${accountsPath} with {}`,
  json: {},
}

/**
 * Checks whether the key may create accounts, without creating one: `POST` with `{}`, which no panel can
 * accept. The response is 403 if it may not, and 422 if it may, provided that the panel checks permissions
 * before the body.
 */
export async function checkRights(checkList: CheckList, session: Session, key: KeyFinding): Promise<void> {
  const response = await ask(checkList, session, 'permission', emptyCreate)
  if (response === undefined) return
  const { status, durationMs } = response
  if (status === 401 || status === 403) return reportRefusal(checkList, session, response, 'warn')
  if (status === 422 || status === 400) return judgeRefusedBody(checkList, session, response)
  if (status === 404 || status === 405)
    return checkList.set(key === 'proven' ? 'permission' : 'key', {
      state: 'fail',
      message: `The panel at this address has no API call that creates accounts (HTTP ${status}).`,
      remedy: 'Check the Base URL with its port and path, and any proxy in front of the panel.',
      durationMs,
    })
  if (status >= 300 && status < 400) {
    const { message, remedy } = refusal(session, response, 'nothing')
    return checkList.set('permission', { state: 'fail', message, remedy, durationMs })
  }
  checkList.set('permission', {
    state: 'warn',
    message:
      status < 300
        ? `The panel accepted an empty request (HTTP ${status}), which it should have refused.`
        : `The test could not determine whether the key may create accounts (HTTP ${status}).`,
    remedy:
      status < 300
        ? 'Check in NextPanel under Users for an account without a name, and delete it.'
        : 'Test the connection again later.',
    durationMs,
  })
}

async function judgeRefusedBody(
  checkList: CheckList,
  session: Session,
  refused: PanelResponse,
): Promise<void> {
  if (await isRefusedElsewhere(checkList, session)) return
  const control = await ask(checkList, session, 'permission', {
    ...emptyCreate,
    label: `${emptyCreate.label} and a generated key`,
    credentials: { apiKey: 'npk_made_up_by_the_connection_test', apiSecret: 'nps_made_up' },
  })
  if (control === undefined) return
  if (control.status === 401 || control.status === 403) {
    const { durationMs } = refused
    passKey(checkList, refused)
    checkList.set('permission', { state: 'pass', message: 'The API key can create accounts.', durationMs })
    checkList.set('scope', {
      state: 'pass',
      message: 'The API key has the scope Account Management.',
      durationMs,
    })
    return passAddress(checkList, refused)
  }
  notVisible(checkList, refused.durationMs)
}

/**
 * A panel may check the body between key and permissions. Unsuspending account 0, which never exists, has no
 * body to check: such a panel still returns 403 there.
 */
async function isRefusedElsewhere(checkList: CheckList, session: Session): Promise<boolean> {
  const response = await ask(checkList, session, 'permission', {
    method: 'POST',
    path: `${accountsPath}/0/unsuspend`,
  })
  if (response === undefined) return true
  if (response.status !== 401 && response.status !== 403) return false
  reportRefusal(checkList, session, response, 'warn')
  return true
}

function notVisible(checkList: CheckList, durationMs: number): void {
  const message = (what: string) =>
    `This panel checks the format of a request before it checks the key, so ${what} cannot be verified without creating an account.`
  checkList.set('permission', {
    state: 'not-checked',
    message: message('the permission level'),
    remedy:
      'In NextPanel, open API Keys and check that the permission level of this key is BILLING or SUPER_ADMIN.',
    durationMs,
  })
  checkList.set('scope', {
    state: 'not-checked',
    message: message('the scope'),
    remedy: 'In NextPanel, open API Keys and check that this key has the scope Account Management.',
    durationMs,
  })
}
