export const kinds = ['create', 'suspend', 'unsuspend', 'terminate'] as const
export type Kind = (typeof kinds)[number]

/** The sandbox's name for the call that the operation is about. */
export const routeOf = {
  create: 'create',
  suspend: 'suspend',
  unsuspend: 'unsuspend',
  terminate: 'delete',
} as const satisfies Record<Kind, string>

/** Two ends in words, as `stage.ts` puts them; each table says which two. Null: this call cannot meet that. */
export type Cell = readonly [first: string, second: string] | null
export type Row = Readonly<Record<Kind, Cell>>
