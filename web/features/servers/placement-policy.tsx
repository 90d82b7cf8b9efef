import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { placementPolicies, placementPolicy } from '#contracts/servers/placement.ts'
import { api, client } from '../../lib/api.ts'
import { explain } from '../../lib/problem.ts'
import { useMay } from '../../shared/session/may.tsx'
import { Field } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { toast } from '../../ui/toast.ts'
import { words } from '../../words/index.ts'

const text = words.servers

/** The rule for accounts without a chosen server. */
export function PlacementPolicyField() {
  const queryClient = useQueryClient()
  const may = useMay()
  const [saving, setSaving] = useState(false)
  const { data } = useQuery(api.servers.placement.queryOptions())
  if (!data) return null
  const help = text.policyHelp[data.policy]
  if (!may('servers.write'))
    return (
      <p className="px-4 pt-3 text-muted">
        {text.policies[data.policy]}: {help}
      </p>
    )
  const change = async (value: string) => {
    setSaving(true)
    try {
      await client.servers.changePlacement({ policy: placementPolicy.parse(value) })
      toast.success(text.policyChanged)
    } catch (error) {
      toast.error(explain(error))
    } finally {
      await queryClient.invalidateQueries({ queryKey: api.servers.key() })
      setSaving(false)
    }
  }
  return (
    <div className="max-w-xl px-4 pt-3">
      <Field label={text.policy} help={help}>
        {(control) => (
          <Select
            {...control}
            value={data.policy}
            disabled={saving}
            onChange={({ target }) => void change(target.value)}
          >
            {placementPolicies.map((policy) => (
              <option key={policy} value={policy}>
                {text.policies[policy]}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  )
}
