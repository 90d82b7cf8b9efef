export function ServerReconciliationTab() {
  return null
}
