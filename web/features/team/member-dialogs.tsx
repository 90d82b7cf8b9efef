import { useState } from 'react'
import type { PasswordLink } from '#contracts/password-links/schemas.ts'
import type { StaffRole } from '#contracts/roles.ts'
import type { TeamMember } from '#contracts/team/schemas.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { toast } from '../../ui/toast.ts'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { RoleField } from './role-field.tsx'
import { useTeamActions } from './use-team.ts'

const text = words.team

interface MemberDialogProps {
  member: TeamMember
  onClose: () => void
}

export function ChangeRoleDialog({
  member,
  roles,
  onClose,
}: MemberDialogProps & { roles: readonly StaffRole[] }) {
  const { change } = useTeamActions()
  const [role, setRole] = useState<StaffRole>(member.role)
  return (
    <ConfirmDialog
      title={<Sentence text={text.changeTitle} values={[member.name]} />}
      confirm={text.change}
      confirming={text.saving}
      blocked={role === member.role}
      onConfirm={async () => {
        await change(member.id, { role })
        toast.success(text.changed(member.name, words.roles[role].label))
      }}
      onClose={onClose}
    >
      <RoleField roles={roles} value={role} onChange={setRole} />
      <p>{text.changeMeans}</p>
    </ConfirmDialog>
  )
}

export function DisableDialog({ member, onClose }: MemberDialogProps) {
  const { change } = useTeamActions()
  return (
    <ConfirmDialog
      title={<Sentence text={text.disableTitle} values={[member.name]} />}
      confirm={text.disable}
      confirming={text.disabling}
      danger
      onConfirm={async () => {
        await change(member.id, { isActive: false })
        toast.success(text.disabled(member.name))
      }}
      onClose={onClose}
    >
      <p>{text.disableMeans}</p>
    </ConfirmDialog>
  )
}

export function RemoveDialog({ member, onClose }: MemberDialogProps) {
  const { remove } = useTeamActions()
  return (
    <ConfirmDialog
      title={<Sentence text={text.removeTitle} values={[member.name]} />}
      confirm={text.remove}
      confirming={text.removing}
      danger
      onConfirm={async () => {
        await remove(member.id)
        toast.success(text.removed(member.name))
      }}
      onClose={onClose}
    >
      <p>{text.removeMeans}</p>
    </ConfirmDialog>
  )
}

/** Asks first, because the link replaces an earlier one. */
export function MakeLinkDialog({
  member,
  onMade,
  onClose,
}: MemberDialogProps & { onMade: (link: PasswordLink) => void }) {
  const { makeLink } = useTeamActions()
  return (
    <ConfirmDialog
      title={<Sentence text={text.linkTitle} values={[member.name]} />}
      confirm={words.setPassword.makeLink}
      confirming={text.creating}
      onConfirm={async () => onMade(await makeLink(member.id))}
      onClose={onClose}
    >
      <p>{text.linkMeans}</p>
    </ConfirmDialog>
  )
}
