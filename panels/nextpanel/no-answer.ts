import { PanelError, type PanelErrorKind, PanelTransportError } from '#panels/kit/index.ts'
import type { Effect } from './refusal.ts'
import type { Session } from './session.ts'

/** Converts any error of a call to the one error that clients throw. */
export function asPanelError(session: Session, error: unknown, effect: Effect): PanelError {
  if (error instanceof PanelError) return error
  if (error instanceof PanelTransportError) return noAnswer(session, error, effect)
  return new PanelError({
    kind: effect === 'nothing' ? 'retry-later' : 'unknown-outcome',
    code: 'odd-answer',
    message: 'The panel’s response could not be interpreted.',
    remedy: 'It is checked again automatically. If this persists, check the log.',
    exchanges: session.exchanges,
    cause: error,
  })
}

/** No complete response arrived. The only question is whether the panel may have acted. */
function noAnswer(session: Session, error: PanelTransportError, effect: Effect): PanelError {
  const kind = kindOf(error, effect)
  return new PanelError({
    kind,
    code: error.failure,
    message: session.redact(
      kind === 'unknown-outcome'
        ? `${error.message} It is not known whether the request was executed.`
        : error.message,
      500,
    ),
    remedy: error.remedy,
    exchanges: session.exchanges,
    cause: error,
  })
}

function kindOf({ failure, maybeSent }: PanelTransportError, effect: Effect): PanelErrorKind {
  if (!maybeSent && (failure === 'tls' || failure === 'address-not-allowed')) return 'needs-operator'
  return maybeSent && effect !== 'nothing' ? 'unknown-outcome' : 'retry-later'
}
