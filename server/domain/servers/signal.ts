import type { Domain } from '../context.ts'

/** Topic of the operations' signals for a change of any server. */
export const serversSignal = 'servers'

export const serversChanged = ({ signals }: Pick<Domain, 'signals'>): void => signals.changed(serversSignal)
