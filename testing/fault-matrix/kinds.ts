export const kinds = ['create', 'suspend', 'unsuspend', 'terminate'] as const
export type Kind = (typeof kinds)[number]

/** The sandbox's name for the call that the operation is about. */
export const routeOf = {
  create: 'create',
  suspend: 'suspend',
  unsuspend: 'unsuspend',
  terminate: 'delete',
} as const satisfies Record<Kind, string>

/**
 * Two results in words, as `stage.ts` writes them. Each table defines the two. Null: this call cannot have
 * that fault.
 */
export type Cell = readonly [first: string, second: string] | null
export type Row = Readonly<Record<Kind, Cell>>
