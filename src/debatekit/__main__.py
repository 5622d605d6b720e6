from debatekit.cli import main

raise SystemExit(main())
