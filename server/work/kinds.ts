import type { Kind, WorkContext } from './contract.ts'

/** The code for a kind of operation, as registered. */
export function kindOf({ kinds }: Pick<WorkContext, 'kinds'>, name: string): Kind {
  const kind = kinds.get(name)
  if (!kind) throw new Error(`No kind of operation is registered as "${name}".`)
  return kind
}
