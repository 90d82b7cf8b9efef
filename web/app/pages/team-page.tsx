import { Plus } from 'lucide-react'
import { useState } from 'react'
import { InviteDialog } from '../../features/team/invite-dialog.tsx'
import { MemberRow } from '../../features/team/member-row.tsx'
import { RequireFactors } from '../../features/team/require-factors.tsx'
import { useTeam } from '../../features/team/use-team.ts'
import { May } from '../../shared/session/may.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHeader, Panel, PanelTitle } from '../../ui/page.tsx'
import { LoadError, SkeletonRows } from '../../ui/states.tsx'
import { words } from '../../words/index.ts'

const text = words.team

/** The staff users and their roles. */
export function TeamPage() {
  const team = useTeam()
  const [inviting, setInviting] = useState(false)
  return (
    <>
      <PageHeader title={text.title}>
        <May permission="team.write">
          <Button variant="primary" blocked={!team.data} onClick={() => setInviting(true)}>
            <Plus aria-hidden className="size-4" />
            {text.invite}
          </Button>
        </May>
      </PageHeader>
      <p className="-mt-2 mb-4 text-muted">{text.intro}</p>
      <Panel>
        {team.isError && !team.data && <LoadError error={team.error} onRetry={() => void team.refetch()} />}
        {team.isPending && <SkeletonRows rows={3} />}
        {team.data && (
          <ul aria-label={text.list} className="divide-y divide-line">
            {team.data.items.map((member) => (
              <MemberRow key={member.id} member={member} roles={team.data.grantableRoles} />
            ))}
          </ul>
        )}
      </Panel>
      {team.data && (
        <Panel className="mt-4">
          <PanelTitle>{words.twoFactor.title}</PanelTitle>
          <RequireFactors required={team.data.factorsRequired} />
        </Panel>
      )}
      {inviting && team.data && (
        <InviteDialog roles={team.data.grantableRoles} onClose={() => setInviting(false)} />
      )}
    </>
  )
}
