import { type CheckId, type PanelResponse, PanelTransportError } from '#panels/kit/index.ts'
import { readList } from './answers.ts'
import type { CheckList } from './check-list.ts'
import { haveTextIds } from './list-page.ts'
import { refusal, textIds } from './refusal.ts'
import { accountsPath, type Call, type Session } from './session.ts'

/**
 * `proven`: accepted, from our address. `open`: this call could not show it. `ended`: no further check is
 * possible.
 */
export type KeyFinding = 'proven' | 'open' | 'ended'

/** `GET` the list: the cheap proof that a key is accepted, if the panel has a list. */
export async function checkKey(checkList: CheckList, session: Session): Promise<KeyFinding> {
  const path = `${accountsPath}?skip=0&limit=1`
  const response = await ask(checkList, session, 'key', { method: 'GET', path })
  if (response === undefined) return 'ended'
  const { status, body, durationMs } = response
  const entries = status < 300 && body.kind === 'json' ? readList(body.value) : undefined
  if (entries && haveTextIds(entries)) {
    const { message, remedy } = textIds
    passAddress(checkList, response)
    checkList.set('key', { state: 'fail', message, remedy, durationMs })
    return 'ended'
  }
  if (entries) {
    passKey(checkList, response)
    passAddress(checkList, response)
    return 'proven'
  }
  if ([404, 405, 422].includes(status)) {
    checkList.set('key', {
      state: 'not-checked',
      message: `This panel has no list of accounts (HTTP ${status}) that could verify a key.`,
      durationMs,
    })
    return 'open'
  }
  reportRefusal(checkList, session, response, status < 400 ? 'fail' : 'warn')
  return 'ended'
}

/** Sends one call of the connection test. Returns undefined, with the check set, if no response arrived. */
export async function ask(
  checkList: CheckList,
  session: Session,
  checkId: CheckId,
  call: Call,
): Promise<PanelResponse | undefined> {
  try {
    const response = await session.send(call)
    checkList.noteDuration(response.durationMs)
    return response
  } catch (error) {
    if (!(error instanceof PanelTransportError)) throw error
    checkList.set(checkId, {
      state: 'warn',
      message: session.redact(error.message, 500),
      remedy: error.remedy,
      durationMs: error.durationMs,
    })
    return undefined
  }
}

const checkOfCode: Readonly<Record<string, CheckId>> = {
  'permission-too-low': 'permission',
  'scope-missing': 'scope',
  'ip-not-allowed': 'ip',
}

/**
 * Sets the check that a refusal belongs to. A refusal without a problem of the key sets the key's check to
 * `otherwise`.
 */
export function reportRefusal(
  checkList: CheckList,
  session: Session,
  response: PanelResponse,
  otherwise: 'fail' | 'warn',
): void {
  const { status, durationMs, body } = response
  const { code, message, remedy } = refusal(session, response, 'nothing')
  const checkId =
    checkOfCode[code] ??
    (status === 403 && body.kind === 'json' && !code.startsWith('key-') ? 'permission' : 'key')
  const state = status === 401 || status === 403 ? 'fail' : otherwise
  if (checkId !== 'key') passKey(checkList, response)
  checkList.set(checkId, { state, message, remedy, durationMs })
}

export function passKey(checkList: CheckList, { durationMs }: PanelResponse): void {
  checkList.set('key', { state: 'pass', message: 'NextPanel accepts the API key.', durationMs })
}

export function passAddress(checkList: CheckList, { durationMs, localAddress }: PanelResponse): void {
  const own =
    localAddress === undefined
      ? ''
      : ` (the local address is ${localAddress}; behind NAT, the panel may see a different one)`
  checkList.set('ip', {
    state: 'pass',
    message: `NextPanel accepts the API key from our address${own}.`,
    durationMs,
  })
}
