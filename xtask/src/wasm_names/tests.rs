//! Names in a module and its script, small enough to read.

use super::*;

const SCRIPT: &str = "import * as import1 from \"./late.js\"
export class Kept {
    constructor() {
    }
}
export class NeverMade {
    free() {
    }
}
if (Symbol.dispose) NeverMade.prototype[Symbol.dispose] = NeverMade.prototype.free;
function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_first_0123: function(arg0) {
            return { value: arg0 };
        },
        __wbg_second_4567: function() { return handleError(function () {
        }, arguments); },
        __wbindgen_third: function() {
        },
    };
    return {
        __proto__: null,
        \"./app_bg.js\": import0,
        \"./late.js\": import1,
    };
}
";

fn module(kind: u8, entries: &[(&str, Option<&str>)]) -> Vec<u8> {
    let mut section = Vec::new();
    for (first, second) in entries {
        put_name(&mut section, first);
        second.iter().for_each(|name| put_name(&mut section, name));
        section.extend([0, 5]);
    }
    let section = with_count(entries.len() as u32, &section);
    let mut wasm = b"\0asm\x01\0\0\0\x01\x01\0".to_vec();
    wasm.push(kind);
    put_number(&mut wasm, section.len() as u32);
    wasm.extend(section);
    wasm
}

#[test]
fn what_the_wasm_imports_gets_a_short_name_on_both_sides_and_the_rest_goes() {
    let long = "./app_bg.js";
    let wasm = module(
        IMPORTS,
        &[
            (long, Some("__wbindgen_third")),
            ("./late.js", Some("load")),
            (long, Some("__wbg_first_0123")),
        ],
    );
    let mut names = BTreeMap::new();
    let wasm = rewrite(&wasm, IMPORTS, |section| {
        rename_imports(section, long, &mut names)
    });
    let wanted = [
        ("a", Some("a")),
        ("./late.js", Some("load")),
        ("a", Some("b")),
    ];
    assert_eq!(wasm.unwrap(), module(IMPORTS, &wanted));
    let script = rename_in_script(SCRIPT, long, &names).unwrap();
    assert!(script.contains("        b: function(arg0) {\n            return { value: arg0 };\n        },\n        a: function() {\n        },\n    };"), "{script}");
    assert!(script.contains("\"a\": import0,") && !script.contains("second"));
    names.insert("__wbg_nowhere".into(), "c".into());
    assert!(rename_in_script(SCRIPT, long, &names).is_err());
}

#[test]
fn a_class_that_nobody_can_make_goes_with_its_exports() {
    let (script, gone) = without_unreachable_classes(SCRIPT);
    assert_eq!(gone, ["nevermade"]);
    assert!(script.contains("class Kept") && !script.contains("NeverMade"));
    let wasm = module(
        EXPORTS,
        &[
            ("main", None),
            ("nevermade_pull", None),
            ("__wbg_nevermade_free", None),
            ("kept_pull", None),
        ],
    );
    let kept = rewrite(&wasm, EXPORTS, |section| keep_exports(section, &gone)).unwrap();
    assert_eq!(
        kept,
        module(EXPORTS, &[("main", None), ("kept_pull", None)])
    );
}

#[test]
fn names_are_all_different_and_numbers_of_any_length_come_back() {
    let names: std::collections::BTreeSet<String> = (0..2000).map(short).collect();
    assert_eq!(names.len(), 2000);
    assert_eq!([short(0), short(25), short(26)], ["a", "z", "aa"]);
    for number in [0, 127, 128, 16_384, u32::MAX] {
        let mut bytes = Vec::new();
        put_number(&mut bytes, number);
        assert_eq!(Bytes(&bytes).number().unwrap(), number);
    }
    assert!(rewrite(b"\0asm", IMPORTS, |s| Ok(s.to_vec())).is_err());
}
