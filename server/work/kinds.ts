import type { Kind, WorkContext } from './contract.ts'

/** Returns the registered code for a kind of operation. */
export function kindOf({ kinds }: Pick<WorkContext, 'kinds'>, name: string): Kind {
  const kind = kinds.get(name)
  if (!kind) throw new Error(`No kind of operation is registered as "${name}".`)
  return kind
}
