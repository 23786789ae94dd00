/** What is said around the files that a template would make. */
export const previewMessages = {
  wizardPreview: {
    title: 'What will be made',
    reading: 'Making the files…',
    updating: 'The values have changed; the files are being made again…',
    failedTitle: 'The files cannot be made yet',
    kept: 'What is shown is from before.',
    blocked: 'You can go on without seeing them.',
    missing:
      'The portal has no preview of files: its backend lacks the module @meshway/plugin-scaffolder-backend-module-mesh, or an old version of it is installed.',
    noTemplate:
      'The template does not say which one it is: set ui:options.template of this field to its entity reference, such as template:default/mesh-service.',
    none: 'No file would be made.',
    nothingToMend: 'Nothing to mend',
    checked:
      'The files were checked against each other and against the rules, and they fit.',
    findings: 'To mend',
    files: 'Files',
    file: 'Content of {{path}}',
    errors_one: 'Mend {{count}} error in the files first.',
    errors_other: 'Mend {{count}} errors in the files first.',
  },
} as const;
