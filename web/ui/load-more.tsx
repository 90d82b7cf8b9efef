import { words } from '../words/index.ts'
import { Button } from './button.tsx'

interface LoadMoreProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }
}

/** The button under a list with more pages. Renders nothing on the last page. */
export function LoadMore({ query: { hasNextPage, isFetchingNextPage, fetchNextPage } }: LoadMoreProps) {
  if (!hasNextPage) return null
  return (
    <div className="mt-4 text-center">
      <Button blocked={isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {isFetchingNextPage ? words.common.loading : words.common.loadMore}
      </Button>
    </div>
  )
}
