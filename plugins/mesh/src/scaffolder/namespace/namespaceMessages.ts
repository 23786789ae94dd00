/** What is said where a new service chooses its namespace. */
export const namespaceMessages = {
  wizardNamespace: {
    title: 'Namespace',
    which: 'Where the service shall live',
    new: 'In a new namespace',
    existing: 'In one that exists',
    name: 'Name of the new namespace',
    nameHelp: 'Small letters, digits and dashes; at most 63.',
    choose: 'Namespace',
    placeholder: 'Search',
    byHand: 'Name of the namespace',
    none: 'The cluster has no namespace for services yet. Make a new one.',
    useExisting: 'Use the namespace that exists',
    followService: 'Name it {{name}}, as the service',
    plane: {
      sidecar: 'sidecars',
      ambient: 'ambient',
      none: 'not in the mesh',
    },
    planeBy: '{{plane}} ({{by}})',
    ownedBy: '{{plane}} · owner {{owner}}',
    noOwner: '{{plane}} · no owner',
    problem: {
      empty: 'Name the namespace.',
      invalid:
        'The name of a namespace has small letters, digits and dashes, none of them a dash at an end, and at most 63.',
      system:
        'Namespace {{name}} belongs to Kubernetes or to Istio. Choose another.',
      exists:
        'There is a namespace {{name}} already. Choose another name, or use the one that exists.',
      missing:
        'There is no namespace {{name}} on the cluster. Choose another, or make a new one.',
    },
    implies: {
      new: 'Namespace {{name}} will be made: its pods get a sidecar, they take only encrypted calls, and it belongs to {{owner}}.',
      newOwner: 'the owner that you choose',
      sidecar:
        'Namespace {{name}} keeps its label {{by}}: the pods get a sidecar.',
      ambient:
        'Namespace {{name}} keeps its label {{by}}: the pods are in ambient mode, without a sidecar. Calls from inside the mesh follow the weights of routes only where a waypoint takes them: ask its owner whether there is one.',
      none: 'Namespace {{name}} is not in the mesh, and that stays so: only pods that ask for a sidecar themselves get one, as those of the template Mesh service do. Ask its owner to label it istio-injection=enabled, so that all do.',
      unknown:
        'Namespace {{name}} stays as it is. Whether its pods get a proxy is not known.',
      otherOwner:
        'It belongs to {{namespaceOwner}}, and the service to {{owner}}. So decisions about the service will be refused unless its Rollout or VirtualService names the entity (meshway.dev/entity).',
    },
  },
} as const;
