/**
 * The options of a list that is loaded page by page.
 * @param query the filters. Those without a value are left out
 */
export const pagesOf = <Query extends object>(query: Query, limit: number) => ({
  input: (cursor: string | undefined) => ({
    limit,
    ...withValues(query),
    ...(cursor ? { cursor } : {}),
  }),
  initialPageParam: undefined,
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor ?? undefined,
})

type Present<Query> = { [Key in keyof Query]?: Exclude<Query[Key], undefined> }

const withValues = <Query extends object>(query: Query): Present<Query> =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value)) as Present<Query>
