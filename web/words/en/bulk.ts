/** Actions on several selected items. */
export const bulk = {
  selected: (count: number) => `${count} selected`,
  clear: 'Clear selection',
  allMatching: 'Select all matching',
  allMatchingShown: 'All that match the filter',
  onlySelected: 'Only the selected ones',
  outcomes: 'Results',
  progress: (ended: number, all: number) => `${ended} of ${all}`,
  stop: 'Stop',
  tryAgain: 'Retry the rest',
}
