/** What is said where a new service chooses its gateway and host. */
export const gatewayMessages = {
  wizardGateway: {
    title: 'Gateway and host',
    choose: 'Gateway',
    byHand: 'Gateway, as namespace/name',
    none: 'The cluster has no Gateway. Ask your platform team for one; if you know its name already, type it.',
    servers: 'What the Gateway serves',
    server: '{{protocol}}, port {{port}}: {{hosts}}',
    noHosts: 'no host',
    encrypted: 'Encrypted',
    plain: 'Not encrypted',
    notHttp: 'Not for HTTP routes',
    host: 'Host',
    hostHelp: 'The name by which the service is reached from outside.',
    useHost: 'Use {{host}}',
    fits: 'The service will be reached at {{addresses}}.',
    onlyPlain: 'Requests are not encrypted on the way to the Gateway.',
    insteadOf:
      'VirtualService {{virtualService}} has served it until now, by {{host}}; requests will go to the new service instead.',
    problem: {
      gatewayEmpty: 'Choose a Gateway.',
      gatewayInvalid: 'Name the Gateway as namespace/name.',
      gatewayMissing:
        'There is no Gateway {{gateway}} on the cluster. Choose another.',
      hostEmpty: 'Name a host.',
      hostInvalid:
        'A host is a full name such as orders.example.com: small letters, digits, dashes and dots.',
      taken:
        'VirtualService {{virtualService}} serves {{host}} already. Choose another host.',
      unserved:
        'The Gateway does not serve {{host}} for namespace {{namespace}}. Choose a host that one of its ports is for.',
    },
  },
} as const;
