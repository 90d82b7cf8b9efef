import { Link } from '@tanstack/react-router'
import { explain } from '../../lib/problem.ts'
import { closedToAll } from '../../shared/servers/choice-text.ts'
import type { ServerChoices } from '../../shared/servers/use-server-choices.ts'
import { Button } from '../../ui/button.tsx'
import { LiveRegion, Notice } from '../../ui/notice.tsx'
import { words } from '../../words/index.ts'

/** Returns whether a form that needs a server can be submitted now. */
export const hasOpenServer = ({ data }: ServerChoices) => data !== undefined && closedToAll(data) === null

/** S5 and S7: why the form cannot be submitted, and how to continue. Shown beside the submit button. */
export function ServerObstacle({ id, choices }: { id: string; choices: ServerChoices }) {
  const { data, error, isFetching } = choices
  const closed = data ? closedToAll(data) : null
  return (
    <LiveRegion id={id}>
      {closed && (
        <Notice tone="warn">
          <p>{closed}</p>
          <Link to="/server" className="font-medium underline">
            {words.onboarding.toServerPage}
          </Link>
        </Notice>
      )}
      {error && !data && !isFetching && (
        <Notice tone="bad">
          <p>{words.onboarding.serversNotLoaded(explain(error))}</p>
          <Button size="sm" className="mt-2" onClick={() => void choices.refetch()}>
            {words.common.retry}
          </Button>
        </Notice>
      )}
    </LiveRegion>
  )
}
