//! Whom one can be in the demonstration. Everybody is invented.

/// Sign-in handles and who they are.
pub const PERSONAS: [(&str, &str, &str); 16] = [
    ("kari", "Kari Lind", "guardian of Nora and Jonas"),
    ("ola", "Ola Berg", "guardian of Nora"),
    ("jonas", "Jonas Lind", "15 years and 11 months, own login"),
    ("nav", "Ane Nygård", "NAV Familie- og pensjonsytelser"),
    ("hospital", "Henrik Solvang", "Barneavdelingen, Sørlandet sykehus"),
    ("bup", "Berit Aas", "BUP, Sørlandet sykehus"),
    ("ppt", "Pia Torvik", "PPT, Flekkefjord kommune"),
    ("habilitering", "Hanna Birkeland", "Habilitering, Flekkefjord kommune"),
    ("statped", "Stian Perstad", "Statped sørøst"),
    ("coordinator", "Siri Dahl", "Barnekoordinator, Flekkefjord kommune"),
    ("unit-admin", "Una Admin", "administrator of NAV Familie- og pensjonsytelser"),
    ("auditor", "Tuva Moe", "operator auditor"),
    ("nav-auditor", "Nils Auditor", "auditor of NAV"),
    ("operator", "Oda Drift", "operator"),
    // What needs four eyes needs two of each.
    ("second-auditor", "Vidar Myhr", "operator auditor, the second pair of eyes"),
    ("second-operator", "Even Drift", "operator, the second pair of eyes"),
];
