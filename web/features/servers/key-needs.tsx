/** S14, said where the key is typed. */
export function KeyNeeds() {
  return (
    <div className="rounded-md bg-sunken px-3 py-2.5 text-sm">
      <p className="font-medium">What the API key needs in NextPanel</p>
      <ul className="mt-1 list-disc space-y-0.5 pl-5 text-muted">
        <li>Permission level BILLING or SUPER_ADMIN</li>
        <li>This installation's address among the allowed IPs (or no allowed IPs at all)</li>
        <li>Scope Account Management</li>
      </ul>
      <p className="mt-1 text-muted">“Test Connection” checks each of them and says what is missing.</p>
    </div>
  )
}
