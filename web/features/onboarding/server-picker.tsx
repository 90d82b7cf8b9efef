import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { UseFormRegisterReturn } from 'react-hook-form'
import { messages } from '#contracts/messages.ts'
import { explain } from '../../lib/problem.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { ServerNotes } from './server-notes.tsx'
import { closedToAll, optionText } from './server-words.ts'
import { useServerChoices } from './use-server-choices.ts'

interface ServerPickerProps {
  registration: UseFormRegisterReturn
  selectedId: string
  error?: string | undefined
  /** The text of the empty choice, e.g. "Select a server". */
  emptyChoice: string
  /** Called once with the recommended server; absent: nothing is preselected. */
  onRecommend?: (serverId: string) => void
  /** Why the form cannot be submitted now; null when it can. */
  onBlocked: (reason: string | null) => void
}

export function ServerPicker({
  registration,
  selectedId,
  error,
  emptyChoice,
  onRecommend,
  onBlocked,
}: ServerPickerProps) {
  const choices = useServerChoices()
  const servers = choices.data
  const loading = choices.isFetching && !servers
  const recommendedId = servers?.find((server) => server.placement.recommended)?.id
  const blocked = servers
    ? servers.length === 0
      ? messages.noServers
      : closedToAll(servers)
    : loading
      ? 'The servers are still loading.'
      : 'The servers could not be loaded.'

  useEffect(() => {
    if (recommendedId) onRecommend?.(recommendedId)
  }, [recommendedId, onRecommend])
  useEffect(() => onBlocked(blocked), [blocked, onBlocked])
  useEffect(() => () => onBlocked(null), [onBlocked])

  if (servers?.length === 0)
    return (
      <div role="status">
        <Notice tone="warn">
          <p>{messages.noServers}</p>
          <p className="mt-1">
            <Link to="/server" className="font-medium underline">
              Go to the Server page
            </Link>
          </p>
        </Notice>
      </div>
    )

  return (
    <div className="space-y-2">
      <Field label="NextPanel Server" error={error}>
        {(control) => (
          <Select {...control} {...registration} disabled={!servers}>
            <option value="">{servers ? emptyChoice : ''}</option>
            {servers?.map((server) => (
              <option key={server.id} value={server.id} disabled={!server.placement.selectable}>
                {optionText(server)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div role="status">
        {loading && <p className="text-sm text-muted">{messages.loadingServers}</p>}
        {choices.isError && !choices.isFetching && (
          <Notice tone="bad">
            <p>The servers could not be loaded. {explain(choices.error)}</p>
            <Button size="sm" className="mt-2" onClick={() => void choices.refetch()}>
              Retry
            </Button>
          </Notice>
        )}
        {servers && blocked && <Notice tone="warn">{blocked}</Notice>}
      </div>
      {servers && <ServerNotes servers={servers} selectedId={selectedId} />}
    </div>
  )
}
