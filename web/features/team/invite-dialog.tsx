import { useState } from 'react'
import { useController, useForm } from 'react-hook-form'
import type { StaffRole } from '#contracts/roles.ts'
import { type Invitation, type Invited, invitation } from '#contracts/team/schemas.ts'
import { schemaResolver } from '../../lib/schema-resolver.ts'
import { useFormSubmit } from '../../lib/use-form-submit.ts'
import { useIdempotencyKey } from '../../lib/use-idempotency-key.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog, DialogBody, DialogFooter } from '../../ui/dialog.tsx'
import { FormError } from '../../ui/form-error.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { Sentence } from '../../ui/user-text.tsx'
import { words } from '../../words/index.ts'
import { LinkDialog } from './link-dialog.tsx'
import { RoleField } from './role-field.tsx'
import { useTeamActions } from './use-team.ts'

const text = words.team

interface InviteDialogProps {
  roles: readonly StaffRole[]
  onClose: () => void
}

/** Invites a staff user and shows their single-use link. */
export function InviteDialog({ roles, onClose }: InviteDialogProps) {
  const [made, setMade] = useState<Invited | null>(null)
  if (!made) return <InviteForm roles={roles} onInvited={setMade} onClose={onClose} />
  const { member, passwordLink } = made
  return (
    passwordLink && (
      <LinkDialog
        title={<Sentence text={text.invitedTitle} values={[member.name]} />}
        link={passwordLink}
        onClose={onClose}
      />
    )
  )
}

interface InviteFormProps extends InviteDialogProps {
  onInvited: (made: Invited) => void
}

function InviteForm({ roles, onInvited, onClose }: InviteFormProps) {
  const { invite } = useTeamActions()
  const key = useIdempotencyKey()
  const form = useForm<Invitation, unknown, Invitation>({
    // The role with the fewest permissions: more of them take a decision.
    defaultValues: { email: '', fullName: '', role: roles.at(-1) ?? 'read-only' },
    resolver: schemaResolver(invitation, (values: Invitation) => values),
  })
  const { field: role } = useController({ control: form.control, name: 'role' })
  const { errors } = form.formState
  const { submit, failure, sending } = useFormSubmit({
    form,
    fields: ['fullName', 'email', 'role'],
    send: async (body) => onInvited(await invite(body, key.current())),
  })
  return (
    <Dialog open onClose={onClose} title={text.inviteTitle} description={text.inviteHelp}>
      <form noValidate onSubmit={submit} className="flex min-h-0 flex-1 flex-col">
        <DialogBody>
          <TextField
            label={text.fullName}
            registration={form.register('fullName')}
            error={errors.fullName?.message}
          />
          <TextField
            label={text.email}
            type="email"
            literal
            registration={form.register('email')}
            error={errors.email?.message}
          />
          <RoleField roles={roles} value={role.value} onChange={role.onChange} error={errors.role?.message} />
        </DialogBody>
        <DialogFooter above={<FormError message={failure} />}>
          <Button variant="ghost" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button type="submit" variant="primary" className="min-w-24" blocked={sending}>
            {sending ? text.inviting : text.invite}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
