import type { Domain } from '../context.ts'

/** Under this name the operations' signals also carry the news that some server changed. */
export const serversSignal = 'servers'

export const serversChanged = ({ signals }: Pick<Domain, 'signals'>): void => signals.changed(serversSignal)
